using System.Buffers;
using System.Net;
using RxTim.Rest;

namespace RxTim.Cli;

/// <summary>A send whose calls go nowhere: it keeps what the first would have said, and answers them all.</summary>
internal sealed class DryRun
{
    private static readonly byte[] Answer = """{"ActionStatus":"OK","ErrorCode":0,"ErrorInfo":""}"""u8.ToArray();

    private readonly Lock gate = new();

    /// <summary>What the first call would have said, in JSON; null if there was none.</summary>
    public byte[]? FirstCall { get; private set; }

    public long Calls { get; private set; }

    /// <summary>Stands where the way to a server would. It reads a call as a connection does, once, and is to be believed so.</summary>
    public HttpMessageHandler Server() => new SendOnceHandler(new Handler(this));

    /// <summary>Stands where a transport would, with its limits; one over HTTP stays, for its server is replaced.</summary>
    public IMsgBatchTransport InsteadOf(IMsgBatchTransport transport) =>
        transport is RestTransport ? transport : new Transport(this, transport.Limits);

    /// <summary>Runs the send.</summary>
    /// <returns>How many it would have gone to.</returns>
    /// <exception cref="InputException">What is read as the send goes is wrong.</exception>
    public static async Task<long> RunAsync(
        SendPlan plan, IMsgBatchTransport transport, TimClientOptions options, CancellationToken cancellationToken)
    {
        var count = 0L;
        // One call after the other, so that the first is the first; and nobody has to be spared.
        await using var client = new TimClient(transport, options with { Pace = null, MaxConcurrentCalls = 1 });
        try
        {
            await foreach (var result in plan.Send(client).WithCancellation(cancellationToken))
            {
                count++;
                if (!result.IsSuccess)
                    throw new TimException(result.Code, $"{result.Identifier}: {result.Desc}");
            }
        }
        catch (TimException stop) when (stop.InnerException is InputException wrong)
        {
            throw wrong;
        }
        return count > 0 ? count : throw plan.NoRecipients();
    }

    private void Note(ReadOnlySpan<byte> json)
    {
        lock (gate)
        {
            Calls++;
            FirstCall ??= json.ToArray();
        }
    }

    private sealed class Transport(DryRun run, MsgBatchLimits limits) : IMsgBatchTransport
    {
        public MsgBatchLimits Limits => limits;

        public void Send(MsgBatchCall call)
        {
            var json = new ArrayBufferWriter<byte>();
            call.WriteJson(json);
            run.Note(json.WrittenSpan);
            call.AnswerRemaining(0);
        }
    }

    private sealed class Handler(DryRun run) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var json = new MemoryStream();
            if (request.Content is { } content)
                await content.CopyToAsync(json, cancellationToken);
            run.Note(json.ToArray());
            var answer = new ByteArrayContent(Answer);
            answer.Headers.ContentType = new("application/json");
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = answer, RequestMessage = request };
        }
    }
}
