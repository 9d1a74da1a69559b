namespace RxTim.Emulator;

/// <summary>What the page is told of calls.</summary>
internal sealed class CallsApi(Archive archive)
{
    public ReadOnlyMemory<byte> List(InboxQuery query)
    {
        var filter = query.Filter();
        var calls = archive.Calls(filter);
        return InboxJson.List("calls"u8, calls.Count < filter.Limit ? null : $"{calls[^1].Id}", calls, InboxJson.Write);
    }

    /// <summary>One call, with its request and its answer as they were; null if it is not kept.</summary>
    public ReadOnlyMemory<byte>? One(long id)
    {
        if (archive.Call(id) is not { } call)
            return null;
        var (request, answer) = archive.CallJson(id);
        return InboxJson.Object(json =>
        {
            InboxJson.WriteFields(json, call);
            json.WriteString("request"u8, request);
            json.WriteString("answer"u8, answer);
        });
    }
}
