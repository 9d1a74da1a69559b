namespace RxTim.Emulator;

/// <summary>Which accounts exist: those of a list, or every one that was not deleted. Locks nothing itself.</summary>
internal sealed class Accounts(IReadOnlyCollection<string>? listed)
{
    // Null where every identifier exists.
    private readonly HashSet<string>? existing = listed is null ? null : new HashSet<string>(listed, StringComparer.Ordinal);

    private readonly HashSet<string> deleted = new(StringComparer.Ordinal);

    public bool Exists(string identifier) =>
        existing is null ? deleted.Count == 0 || !deleted.Contains(identifier) : existing.Contains(identifier);

    public void Import(string identifier)
    {
        existing?.Add(identifier);
        deleted.Remove(identifier);
    }

    /// <summary>False if there was no such account.</summary>
    public bool Delete(string identifier) => existing?.Remove(identifier) ?? deleted.Add(identifier);
}
