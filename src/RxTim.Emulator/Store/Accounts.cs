namespace RxTim.Emulator;

/// <summary>Which accounts exist: those of a list, or every one that was not deleted. Locks nothing itself.</summary>
internal sealed class Accounts
{
    // Null where every identifier exists.
    private readonly HashSet<string>? existing;

    private readonly HashSet<string> deleted = new(StringComparer.Ordinal);

    /// <summary>Makes them.</summary>
    /// <param name="listed">Those that exist; null if every one does.</param>
    /// <param name="known">What is known from before: who exists, and who does not.</param>
    public Accounts(IReadOnlyCollection<string>? listed, IEnumerable<KeyValuePair<string, bool>> known)
    {
        existing = listed is null ? null : new HashSet<string>(listed, StringComparer.Ordinal);
        foreach (var (identifier, exists) in known)
        {
            if (exists)
                Import(identifier);
            else
                Delete(identifier);
        }
    }

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
