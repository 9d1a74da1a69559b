using System.Collections.Concurrent;
using System.Diagnostics;

namespace RxTim.ImSdk.Isolated;

/// <summary>What the native library does from <c>TIMInit</c> on, raw and through RxTim. Each observation is told as a name and a
/// value.</summary>
internal sealed class Observations(string path, string directory, Action<string, object?> tell)
{
    // Far longer than the library takes for anything without a network.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ImSdkLibrary library = ImSdkLibrary.Load(path);

    private ImSdkExports Exports => library.Exports;

    public async Task RunAsync()
    {
        tell("version", library.Version);
        tell("login before init", await CodeOfAsync(library.LoginAsync("user", "sig")));
        tell("logout before init", await CodeOfAsync(library.LogoutAsync()));

        Init();
        ObserveRawCalls();
        await ObserveStreamAsync();
        await ObserveLoginAsync();
        await ObserveUninitAsync();
        await ObserveDisposeAsync();
    }

    private void Init()
    {
        // In a directory whose name is beyond ASCII, to see that paths are UTF-8.
        var own = Path.Combine(directory, "配置 é");
        Directory.CreateDirectory(own);
        tell("init", library.Init(1400000000, own, own));
        tell("init again", library.Init(1400000000, own, own));
        tell("status", library.LoginStatus);
        // The library initialises itself on its own thread: until then calls are answered 6013, inside the call.
        Within(Patience, () => Answer(RawImSdk.Send(Exports, Params.Of("[\"a\"]"))).Code != TimErrorCodes.NotInitialized);
        // Its log comes into the directory on a thread of its own too.
        tell("files in a directory beyond ASCII", Within(Patience, () => Directory.EnumerateFileSystemEntries(own).Any()));
    }

    // Whether it came about in that time. The library tells nobody when, so it is asked again and again.
    private static bool Within(TimeSpan patience, Func<bool> cameAbout)
    {
        var waited = Stopwatch.StartNew();
        while (!cameAbout())
        {
            if (waited.Elapsed > patience)
                return false;
            Thread.Sleep(10);
        }
        return true;
    }

    private void ObserveRawCalls()
    {
        var (result, callbacks) = RawImSdk.Send(Exports, Params.Of("""["a","b","c"]"""));
        tell("not logged in: returns", result);
        tell("not logged in: callbacks inside the call", callbacks.Count(callback => callback.ThreadId == Environment.CurrentManagedThreadId));
        var answer = Answer((result, callbacks));
        tell("not logged in: code", answer.Code);
        tell("not logged in: entries", answer.Entries);
        tell("not logged in: text as given", answer.Json.Contains("你好 😀", StringComparison.Ordinal));

        tell("no JSON: returns", string.Join(',', Params.NoJson.Select(json => RawImSdk.Send(Exports, json).Result)));
        tell("nothing: returns", $"{RawImSdk.Send(Exports, "").Result},{RawImSdk.Send(Exports, null).Result}");

        var unanswered = Params.NeverAnswered.Select(json => RawImSdk.Send(Exports, json)).ToList();
        tell("no identifiers: returns", string.Join(',', unanswered.Select(call => call.Result)));
        tell("no callback: returns", RawImSdk.Send(Exports, Params.Of("[\"a\"]"), withCallback: false).Result);
        tell("message missing: entries", Answer(RawImSdk.Send(Exports, Params.WithoutMessage)).Entries);
        tell("twice: entries", Answer(RawImSdk.Send(Exports, Params.Of("""["a","a"]"""))).Entries);
        tell("empty identifier: entries", Answer(RawImSdk.Send(Exports, Params.Of("[\"\"]"))).Entries);
        tell("number and null: entries", Answer(RawImSdk.Send(Exports, Params.Of("[5,null]"))).Entries);
        // One library thread does the work in order: these would have been answered before what came after them.
        tell("no identifiers: callbacks", unanswered.Sum(call => call.Callbacks.Count));

        var longMessage = Params.Of("[\"a\"]").Replace("你好", new string('x', 13_000), StringComparison.Ordinal);
        tell("13 kB: entries", Answer(RawImSdk.Send(Exports, longMessage)).Entries);
    }

    private async Task ObserveStreamAsync()
    {
        await using var client = new TimClient(library.Transport);
        var codes = new List<int>();
        await foreach (var result in client.MsgBatchSendAsync(Param(1_000)))
            codes.Add(result.Code);
        tell("stream: results", codes.Count);
        tell("stream: codes", string.Join(',', codes.Distinct()));
        tell("stream: pending", PendingRequests.Count(library));
    }

    private async Task ObserveLoginAsync()
    {
        using var cancelled = new CancellationTokenSource();
        var login = library.LoginAsync("user", "sig", cancelled.Token);
        Answer(RawImSdk.Send(Exports, Params.Of("[\"a\"]")));
        tell("login runs: status", library.LoginStatus);
        tell("login runs: entries", Answer(RawImSdk.Send(Exports, Params.Of("[\"a\"]"))).Entries);
        tell("login: pending", PendingRequests.Count(library));
        await cancelled.CancelAsync();
        tell("login cancelled", await CodeOfAsync(login));
        tell("login cancelled: pending", PendingRequests.Count(library));
        tell("login without a name", await CodeOfAsync(library.LoginAsync("", "")));
    }

    private async Task ObserveUninitAsync()
    {
        var logout = library.LogoutAsync();
        (int Result, ConcurrentQueue<RawCallback> Callbacks) pending = default;
        await using var client = new TimClient(library.Transport);
        // Inside a callback, so that the library's thread cannot have answered what is pending.
        var observer = new FirstResultObserver(() =>
        {
            pending = RawImSdk.Send(Exports, Params.Of("[\"a\"]"));
            tell("uninit", library.Uninit());
        });
        using (client.MsgBatchSend(Param(20_000)).Subscribe(observer))
        {
            var ended = await observer.Error.WaitAsync(Patience) as TimException;
            tell("uninit: the stream ends with", ended?.Code);
            var allListed = ended is not null && ended.Unanswered.Count == ended.Attempted - ended.Answered;
            tell("uninit: the stream's unanswered", allListed ? "all listed" : "not all listed");
        }
        tell("uninit: the logout ends with", await CodeOfAsync(logout));
        tell("uninit: pending", PendingRequests.Count(library));
        // Nothing tells that no callback will come: a second is a thousand times what one takes.
        await Task.Delay(TimeSpan.FromSeconds(1));
        tell("uninit: callbacks of a pending call", pending.Callbacks?.Count);
        tell("uninit: the next call", Answer(RawImSdk.Send(Exports, Params.Of("[\"a\"]"))).Entries);
    }

    private async Task ObserveDisposeAsync()
    {
        tell("init after uninit", library.Init(1400000000, directory, directory));
        var login = library.LoginAsync("user", "sig");
        library.Dispose();
        tell("dispose: the login ends with", await CodeOfAsync(login));
        tell("dispose: pending", PendingRequests.Count(library));
    }

    private static RawCallback Answer((int Result, ConcurrentQueue<RawCallback> Callbacks) call)
    {
        RawCallback? answer = null;
        return SpinWait.SpinUntil(() => call.Callbacks.TryDequeue(out answer), Patience)
            ? answer!
            : throw new TimeoutException("The library did not call back.");
    }

    private static MsgBatchSendParam Param(int count) =>
        MsgBatchSendParam.Create(Message.Text("hello"), Enumerable.Range(0, count).Select(i => $"user_{i:D6}"));

    private static async Task<string> CodeOfAsync(Task task)
    {
        try
        {
            await task.WaitAsync(Patience);
            return "done";
        }
        catch (TimException failed)
        {
            return failed.Code.ToString();
        }
        catch (Exception other)
        {
            return other.GetType().Name;
        }
    }
}
