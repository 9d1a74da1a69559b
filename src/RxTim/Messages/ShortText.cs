using System.Globalization;

namespace RxTim;

/// <summary>Texts as logs and the debugger show them: on one line, and of a long one its beginning.</summary>
internal static class ShortText
{
    // In what a reader takes for characters.
    private const int Most = 40;

    public static string Of(string text)
    {
        var shown = new StringInfo(text);
        var beginning = shown.LengthInTextElements <= Most ? text : shown.SubstringByTextElements(0, Most) + "…";
        return $"\"{string.Concat(beginning.Select(static c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c))}\"";
    }
}
