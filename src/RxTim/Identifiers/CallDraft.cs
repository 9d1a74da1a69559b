namespace RxTim;

/// <summary>The identifiers of a call that is being put together, within what a call may carry.</summary>
/// <param name="size">How many identifiers a call takes.</param>
/// <param name="mostBytes">How many bytes of them; they are not counted where this is <see cref="long.MaxValue"/>.</param>
/// <param name="distinct">Whether a call must not carry an identifier twice and could otherwise come to.</param>
internal sealed class CallDraft(CallSize size, long mostBytes, bool distinct)
{
    private readonly List<string> identifiers = [];
    private readonly HashSet<string>? inCall = distinct ? new HashSet<string>(StringComparer.Ordinal) : null;
    private long bytes;

    public int Count => identifiers.Count;

    public bool IsFull => identifiers.Count >= size.Most;

    /// <summary>Adds the identifier if the call may carry it. Into an empty one everything fits.</summary>
    public bool TryAdd(string identifier)
    {
        var size = mostBytes == long.MaxValue ? 0 : CallContent.BytesOf(identifier);
        if (identifiers.Count > 0 && bytes + size > mostBytes || inCall?.Add(identifier) == false)
            return false;
        identifiers.Add(identifier);
        bytes += size;
        return true;
    }

    /// <summary>Gives what was added, and begins anew.</summary>
    public string[] Take()
    {
        var taken = identifiers.ToArray();
        identifiers.Clear();
        inCall?.Clear();
        bytes = 0;
        return taken;
    }
}
