namespace RxTim.Emulator;

/// <summary>Tells the live feed and the archive of every call that sends, and of every one that is refused.</summary>
internal sealed class CallLog(LiveCalls feed, Archive archive, TimeProvider time)
{
    private const int ShownReceivers = 3;

    /// <summary>Tells of a call that sends.</summary>
    public void Add(ReceivedCall call)
    {
        var failures = Failures(call);
        var code = failures.Length > 0 ? failures[0].Code : call.Refusal;
        var info = call.RefusalReason.Length > 0 ? call.RefusalReason : code == 0 ? "" : TimErrorCodes.Describe(code) ?? "";
        var told = feed.Add(Call(call.Message, call.Identifiers, failures.Length, code, info));
        if (call.Message is RestSentMessage sent)
        {
            sent.Call = told.Id;
            archive.Record(new CallRecord(told, sent, failures, sent.Request, null));
        }
        else
        {
            var request = SdkCallJson.Request(call.Message, call.Identifiers);
            archive.Record(new CallRecord(told, call.Message, failures, request, SdkCallJson.Answer(call)));
        }
    }

    /// <summary>Tells of a message that was sent elsewhere.</summary>
    public void AddImport(RestSentMessage message, string receiver)
    {
        var told = feed.Add(Call(message, [receiver], 0, 0, ""));
        message.Call = told.Id;
        archive.Record(new CallRecord(told, message, [], message.Request, null));
    }

    /// <summary>Tells of a call that was refused before it was taken.</summary>
    public void AddRefusal(string api, RestRefusal refusal, ReadOnlySpan<byte> request)
    {
        var answer = PackedJson.Of(new RestAnswer(refusal.Code, refusal.Message).ToUtf8().Span);
        var packed = PackedJson.Of(request);
        if (refusal.Sent is { } sent)
        {
            var told = feed.Add(Call(sent.Message, [sent.Receiver], 1, refusal.Code, refusal.Message));
            archive.Record(new CallRecord(told, sent.Message, [(sent.Receiver, refusal.Code)], packed, answer));
        }
        else
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            var told = feed.Add(new ArchivedCall(0, null, now, CallSource.Rest, api, null, [], 0, 0, refusal.Code, refusal.Message, null));
            archive.Record(new CallRecord(told, null, [], packed, answer));
        }
    }

    /// <summary>Notes what a call was answered.</summary>
    public void AddAnswer(RestSentMessage message, RestAnswer answer)
    {
        if (PackedJson.Of(answer.ToUtf8().Span) is { } packed)
            archive.RecordAnswer(message.Call, packed);
    }

    private ArchivedCall Call(EmulatorMessage message, IReadOnlyList<string> identifiers, int failed, int code, string info)
    {
        var (via, api) = CallSource.Of(message);
        return new ArchivedCall(
            0,
            null,
            time.GetUtcNow().ToUnixTimeMilliseconds(),
            via,
            api,
            message.Sender,
            [.. identifiers.Take(ShownReceivers)],
            identifiers.Count,
            failed,
            code,
            info,
            Preview.Of(RestForms.Of(message)));
    }

    private static (string Receiver, int Code)[] Failures(ReceivedCall call)
    {
        if (call.Refusal != 0)
            return [.. call.Identifiers.Select(identifier => (identifier, call.Refusal))];
        List<(string, int)>? failures = null;
        foreach (var delivery in call.Deliveries)
        {
            if (delivery.Code != 0)
                (failures ??= []).Add((delivery.Receiver, delivery.Code));
        }
        return failures?.ToArray() ?? [];
    }
}
