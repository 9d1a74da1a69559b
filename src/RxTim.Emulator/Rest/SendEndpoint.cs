using System.Text.Json;

namespace RxTim.Emulator;

/// <summary>What sending to one and sending to many have in common.</summary>
internal abstract class SendEndpoint(string path, Backend backend, CallFeed feed, TimeProvider time)
    : RestEndpoint(path, TimErrorCodes.AdminRequired)
{
    protected Backend Backend => backend;

    /// <summary>Reads the message.</summary>
    protected MessageTemplate ReadMessage(JsonElement request, string admin)
    {
        var sender = admin;
        if (request.TryGetProperty("From_Account", out _))
        {
            sender = request.RequiredText("From_Account", TimErrorCodes.FromAccountInvalid);
            if (!backend.Exists(sender))
                throw new RestRefusal(TimErrorCodes.FromAccountInvalid, "From_Account does not exist");
        }
        var random = request.Number("MsgRandom", TimErrorCodes.MsgRandomInvalid)
            ?? throw new RestRefusal(TimErrorCodes.MsgRandomInvalid, "MsgRandom is missing");
        var sequence = request.Number("MsgSeq", TimErrorCodes.MessageFormatInvalid) ?? 0;
        return new MessageTemplate(MsgBody.Read(request), sender, random, sequence);
    }

    /// <summary>Hands a message to the backend, and waits for what stands between it and the answer: the archive, and the
    /// latency.</summary>
    /// <exception cref="RestRefusal">The backend refuses the call.</exception>
    /// <exception cref="OperationCanceledException">Nobody waits any longer.</exception>
    protected async Task<Delivery[]> SendAsync(MessageTemplate message, IReadOnlyList<string> identifiers, CancellationToken aborted)
    {
        var (_, deliveries, refusal, random, behaviour, kept) = Receive(message, identifiers);
        await kept.ConfigureAwait(false);
        if (behaviour.LosesAny(deliveries, ref random))
            await Task.Delay(Timeout.InfiniteTimeSpan, aborted).ConfigureAwait(false);
        var latency = behaviour.Latency.Draw(ref random);
        if (latency > TimeSpan.Zero)
            await Task.Delay(latency, time, aborted).ConfigureAwait(false);
        if (refusal != 0)
            throw new RestRefusal(refusal, Describe(refusal));
        return deliveries;
    }

    /// <summary>What a code means, or nothing.</summary>
    protected static string Describe(int code) => TimErrorCodes.Describe(code) ?? "";

    /// <summary><c>MsgKey</c> of what was stored.</summary>
    protected static string MsgKey(in Delivery delivery) => $"{delivery.Seq}_{delivery.Rand}_{delivery.ServerTime}";

    private Received Receive(MessageTemplate message, IReadOnlyList<string> identifiers)
    {
        var received = backend.Receive(message, identifiers);
        feed.AddSend("REST", Name, identifiers, received);
        return received;
    }
}
