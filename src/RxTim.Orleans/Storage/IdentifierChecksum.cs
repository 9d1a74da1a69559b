namespace RxTim.Orleans;

/// <summary>A checksum over identifiers in their order, which goes on from one to the next: by it a send that is started again knows its
/// identifiers.</summary>
internal struct IdentifierChecksum(ulong value)
{
    private const ulong Start = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>The checksum of none.</summary>
    public static IdentifierChecksum Empty => new(Start);

    public ulong Value { get; private set; } = value;

    public void Add(string identifier)
    {
        var sum = Value;
        foreach (var character in identifier)
            sum = (sum ^ character) * Prime;
        // What no identifier has, so that "ab", "c" is not "a", "bc".
        Value = (sum ^ '\n') * Prime;
    }
}
