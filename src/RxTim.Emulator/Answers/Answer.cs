namespace RxTim.Emulator;

/// <summary>One callback of a call's answer: some of its entries, or all, or none where the whole call is refused.</summary>
internal sealed class Answer(MsgBatchCall call, ReadOnlyMemory<Delivery> entries, int refusal = 0, string reason = "")
{
    // The keys and the punctuation of an entry, and room for its code, its description and the receiver, which stands there twice.
    private const int SizeAroundMessage = 320;

    public MsgBatchCall Call => call;

    /// <summary>Calls back, as the SDK does. Does nothing if nobody waits any longer.</summary>
    public void Deliver()
    {
        if (call.IsOver)
            return;
        if (entries.IsEmpty)
        {
            call.OnCallback(refusal, reason.Length > 0 ? reason : TimErrorCodes.Describe(refusal), "[]"u8);
            return;
        }
        var code = CodeOf(entries.Span);
        using var json = Write(entries.Span);
        call.OnCallback(code, code == 0 ? "" : TimErrorCodes.Describe(code), json.Written);
    }

    // 0 if any was sent to, as both APIs have it.
    private static int CodeOf(ReadOnlySpan<Delivery> entries)
    {
        foreach (ref readonly var entry in entries)
        {
            if (entry.Code == 0)
                return 0;
        }
        return entries[0].Code;
    }

    private static Utf8Buffer Write(ReadOnlySpan<Delivery> entries)
    {
        var json = new Utf8Buffer(entries.Length * (entries[0].Message.UsualSize + SizeAroundMessage));
        var separator = "["u8;
        foreach (ref readonly var entry in entries)
        {
            json.Write(separator);
            WriteEntry(json, entry);
            separator = ","u8;
        }
        json.Write("]"u8);
        return json;
    }

    private static void WriteEntry(Utf8Buffer json, in Delivery entry)
    {
        if (entry.Code == 0)
        {
            json.Write("{\"msg_batch_send_result_code\":0,\"msg_batch_send_result_desc\":\"\",\"msg_batch_send_result_identifier\":\""u8);
        }
        else
        {
            json.Write("{\"msg_batch_send_result_code\":"u8);
            json.Write(entry.Code);
            json.Write(",\"msg_batch_send_result_desc\":\""u8);
            json.WriteEscaped(TimErrorCodes.Describe(entry.Code) ?? "");
            json.Write("\",\"msg_batch_send_result_identifier\":\""u8);
        }
        json.WriteEscaped(entry.Receiver);
        json.Write("\",\"msg_batch_send_result_msg\":"u8);
        entry.Message.Write(json, entry);
        json.Write("}"u8);
    }
}
