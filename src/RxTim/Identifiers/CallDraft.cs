namespace RxTim;

/// <summary>The identifiers of a call that is being put together, within what a call may carry.</summary>
/// <param name="size">How many identifiers a call takes.</param>
/// <param name="mostBytes">How many bytes of them; they are not counted where this is <see cref="long.MaxValue"/>.</param>
/// <param name="distinct">Whether a call must not carry an identifier twice and could otherwise come to.</param>
/// <param name="expected">How many will come, as far as is known.</param>
internal sealed class CallDraft(CallSize size, long mostBytes, bool distinct, int expected)
{
    private readonly HashSet<string>? inCall = distinct ? new HashSet<string>(StringComparer.Ordinal) : null;

    // The first Count are filled. One that is full is the call's own, so that nothing is copied.
    private string[] identifiers = [];
    private long bytes;

    public int Count { get; private set; }

    public bool IsFull => Count >= size.Most;

    /// <summary>Adds the identifier if the call may carry it. Into an empty one everything fits.</summary>
    public bool TryAdd(string identifier)
    {
        var own = mostBytes == long.MaxValue ? 0 : CallContent.BytesOf(identifier);
        if (Count > 0 && bytes + own > mostBytes || inCall?.Add(identifier) == false)
            return false;
        if (Count == identifiers.Length)
            Array.Resize(ref identifiers, Math.Max(1, Math.Min(size.Most, Count == 0 ? expected : 2 * Count)));
        identifiers[Count++] = identifier;
        bytes += own;
        return true;
    }

    /// <summary>Gives what was added, and begins anew.</summary>
    public string[] Take()
    {
        var taken = identifiers;
        if (Count < taken.Length)
            Array.Resize(ref taken, Count);
        identifiers = [];
        expected = Math.Max(expected, Count);
        inCall?.Clear();
        (Count, bytes) = (0, 0);
        return taken;
    }
}
