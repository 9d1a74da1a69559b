using System.Buffers;
using System.Text.Json;

namespace RxTim.Cli;

/// <summary>One result a line on standard output, in the SDK's JSON, and nothing else there.</summary>
internal sealed class JsonLines(CliConsole console) : ISendOutput
{
    // Where results come faster than they are written, so many bytes go out at once.
    private const int FullBuffer = 64 * 1024;

    private readonly ArrayBufferWriter<byte> lines = new(FullBuffer + 8 * 1024);

    public Task ShowAsync(Func<Task> send) => send();

    public void Add(MsgBatchSendResult result)
    {
        try
        {
            result.WriteJson(lines);
        }
        catch (JsonException)
        {
            // The message in the answer is malformed. What became of the identifier is known all the same.
            new MsgBatchSendResult(result.Identifier, result.Code, result.Desc).WriteJson(lines);
        }
        lines.Write("\n"u8);
        if (lines.WrittenCount >= FullBuffer)
            Flush();
    }

    public void Flush()
    {
        if (lines.WrittenCount == 0)
            return;
        try
        {
            console.Output.Write(lines.WrittenSpan);
            console.Output.Flush();
        }
        catch (OutputException) when (console.RawOutput.Broken.IsCancellationRequested)
        {
            // The send stops by that token, and says so in the end.
        }
        lines.ResetWrittenCount();
    }

    public void End(Summary summary)
    {
        if (summary.IsBad)
            console.Complain(summary.Line);
    }
}
