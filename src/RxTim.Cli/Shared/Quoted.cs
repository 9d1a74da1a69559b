using System.Globalization;
using System.Text;

namespace RxTim.Programs;

/// <summary>Text from outside, made fit for a terminal.</summary>
internal static class Quoted
{
    private const int Longest = 60;

    private static readonly Rune ZeroWidthNonJoiner = new('\u200C');
    private static readonly Rune ZeroWidthJoiner = new('\u200D');

    /// <summary>In quotes, and not endless.</summary>
    public static string Text(string text) => text.Length <= Longest ? $"\"{Printable(text)}\"" : $"\"{Printable(Start(text))}…\"";

    /// <summary>With all that is <see cref="IsUnfit(Rune)"/> written out, so that none of it reaches the terminal.</summary>
    public static string Printable(string text)
    {
        if (!text.Any(c => char.IsSurrogate(c) || IsUnfit(new Rune(c))))
            return text;
        var printable = new StringBuilder(text.Length + 16);
        var rest = text.AsSpan();
        while (rest.Length > 0)
        {
            // Half of a pair stands for no character.
            var isWhole = Rune.TryGetRuneAt(text, text.Length - rest.Length, out var rune);
            var length = isWhole ? rune.Utf16SequenceLength : 1;
            if (isWhole && !IsUnfit(rune))
                printable.Append(rest[..length]);
            else
                Escape(printable, rest[..length]);
            rest = rest[length..];
        }
        return printable.ToString();
    }

    /// <summary>Whether a terminal obeys the character instead of showing it: it moves the cursor, rings, changes colours or the order of
    /// what stands around it. The joiners do not, and emoji are made with them.</summary>
    public static bool IsUnfit(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.Format => rune != ZeroWidthNonJoiner && rune != ZeroWidthJoiner,
        _ => false,
    };

    /// <summary>The character as JSON writes it out.</summary>
    public static string Escaped(Rune rune) => Escape(new StringBuilder(), rune.ToString()).ToString();

    private static StringBuilder Escape(StringBuilder text, ReadOnlySpan<char> characters)
    {
        foreach (var c in characters)
            text.Append($"\\u{(int)c:X4}");
        return text;
    }

    private static string Start(string text) => text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)];
}
