using System.Reactive.Linq;
using RxTim;
using RxTim.ImSdk;

// Arguments: the native library (its file or directory) and how many identifiers. Sends to them in each form, without TIMInit, and
// prints what came back; the same whether it is compiled ahead of time or not.
if (args is not [var path, var number] || !int.TryParse(number, out var count))
{
    Console.Error.WriteLine("usage: LIBRARY COUNT");
    return 2;
}
using var library = ImSdkLibrary.Load(path);
await using var client = new TimClient(library.Transport);
var param = MsgBatchSendParam.Create(Message.Text("你好 😀"), Enumerable.Range(0, count).Select(i => $"user_{i:D6}"));
Console.WriteLine($"{library.Version} {library.LoginStatus}");

var pulled = new List<MsgBatchSendResult>();
await foreach (var result in client.MsgBatchSendAsync(param))
    pulled.Add(result);
foreach (var result in pulled.OrderBy(result => result.Identifier, StringComparer.Ordinal))
    Console.WriteLine($"{result} | {result.Outcome} | {(result.Message?.Elements?[0] as TextElement)?.Content} | {result.Message?.Status}");

var last = await client.MsgBatchSend(param).Failures().Progress(count).LastAsync();
var summary = await client.MsgBatchSend(param).Summarize();
Console.WriteLine($"pushed: {last.Done} of {last.Total} failed, then {summary.Failed} of {summary.Identifiers}");

var called = new TaskCompletionSource<string>();
client.MsgBatchSend(param, (ValueCallback<string>)((code, desc, json, userData) =>
    called.SetResult($"callback: {code} {desc}, {MsgBatchSendResult.ParseArray(json).Count} results, {userData}")), "user data 你好");
Console.WriteLine(await called.Task);
return 0;
