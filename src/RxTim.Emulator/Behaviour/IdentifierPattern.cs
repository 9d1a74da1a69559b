namespace RxTim.Emulator;

/// <summary>A text with wildcards that a whole identifier matches or does not: <c>*</c> stands for any characters or none, <c>?</c> for
/// exactly one UTF-16 character; all others for themselves, case and all.</summary>
internal readonly record struct IdentifierPattern
{
    private readonly string text;
    private readonly bool isLiteral;

    public IdentifierPattern(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text, "pattern");
        this.text = text;
        isLiteral = text.AsSpan().IndexOfAny('*', '?') < 0;
    }

    public bool Matches(string identifier) =>
        isLiteral ? string.Equals(text, identifier, StringComparison.Ordinal) : MatchesWildcards(identifier);

    public override string ToString() => text;

    // Only the last star is ever tried again with more: what stands before it has found its earliest place, which leaves the most room.
    private bool MatchesWildcards(string identifier)
    {
        var (at, position) = (0, 0);
        var (star, resume) = (-1, 0);
        while (position < identifier.Length)
        {
            if (at < text.Length && text[at] == '*')
            {
                star = at++;
                resume = position;
            }
            else if (at < text.Length && (text[at] == '?' || text[at] == identifier[position]))
            {
                at++;
                position++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                position = ++resume;
            }
            else
            {
                return false;
            }
        }
        return text.AsSpan(at).Trim('*').IsEmpty;
    }
}
