namespace RxTim.Cli;

/// <summary>How often each code but 0 came, and what it meant.</summary>
internal sealed class CodeCounts
{
    private const int LongestMeaning = 160;

    private readonly SortedDictionary<int, (long Count, string? Desc)> codes = [];

    public IEnumerable<(int Code, long Count, string Meaning)> All =>
        from code in codes select (code.Key, code.Value.Count, Meaning(code.Key, code.Value.Desc));

    /// <summary>Counts a result in.</summary>
    public void Add(MsgBatchSendResult result)
    {
        // Results of one call share a text, so that it is mostly the same object.
        var desc = result.Desc;
        codes[result.Code] = codes.TryGetValue(result.Code, out var known)
            ? (known.Count + 1, ReferenceEquals(known.Desc, desc) || known.Desc == desc ? known.Desc : null)
            : (1, desc);
    }

    /// <summary>What a code meant.</summary>
    /// <param name="code">The code.</param>
    /// <param name="desc">What all its results say of it; null if they differ. That is better than the meaning which the SDK documents, for
    /// it says what happened here: a refused connection is not always "too many requests".</param>
    public static string Meaning(int code, string? desc)
    {
        var words = desc is { Length: > 0 } ? desc : TimErrorCodes.Describe(code) ?? "meaning not known here";
        return Quoted.Printable(words.Length > LongestMeaning ? $"{words[..LongestMeaning]}…" : words.TrimEnd('.'));
    }
}
