using System.Text;

namespace RxTim.Node;

/// <summary>Text from outside, made fit for a terminal, a log and an error.</summary>
internal static class Quoted
{
    private const int Longest = 60;

    /// <summary>In quotes, and not endless.</summary>
    public static string Text(string text) => text.Length <= Longest ? $"\"{Printable(text)}\"" : $"\"{Printable(Start(text))}…\"";

    /// <summary>With its control characters written out as JSON does it.</summary>
    public static string Printable(string text)
    {
        if (!text.Any(IsUnfit))
            return text;
        var printable = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (IsUnfit(c))
                printable.Append($"\\u{(int)c:X4}");
            else
                printable.Append(c);
        }
        return printable.ToString();
    }

    // Marks that change the order of what stands around them are as bad as what moves a cursor.
    private static bool IsUnfit(char c) => char.IsControl(c)
        || c is '\u2028' or '\u2029' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static string Start(string text) => text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)];
}
