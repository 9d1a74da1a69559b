using System.Text;

namespace RxTim.Cli;

/// <summary>Text from outside, made fit for a terminal.</summary>
internal static class Quoted
{
    private const int Longest = 60;

    /// <summary>In quotes, and not endless.</summary>
    public static string Text(string text) => text.Length <= Longest ? $"\"{Printable(text)}\"" : $"\"{Printable(text[..Longest])}…\"";

    /// <summary>With control characters written out, so that none of them reaches the terminal.</summary>
    public static string Printable(string text)
    {
        if (!text.Any(char.IsControl))
            return text;
        var printable = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (char.IsControl(c))
                printable.Append($"\\u{(int)c:X4}");
            else
                printable.Append(c);
        }
        return printable.ToString();
    }
}
