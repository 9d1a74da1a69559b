using System.Globalization;

namespace RxTim.Journal;

/// <summary>
/// A place between two results of a journal. It stays the same for ever, over any restart, so a reader that knows the last one it has seen
/// goes on from there. As text it suits an <c>id</c> of Server-Sent Events.
/// </summary>
/// <param name="Row">The row of the log; 0 before the first.</param>
/// <param name="Count">How many results of that row come before.</param>
public readonly record struct JournalCursor(long Row, int Count)
{
    /// <summary>Reads what <see cref="ToString"/> gives.</summary>
    /// <param name="text">The text, such as the <c>Last-Event-ID</c> of a request.</param>
    /// <param name="cursor">The place; before the first result if the text is none.</param>
    /// <returns>Whether the text is a cursor.</returns>
    public static bool TryParse(string? text, out JournalCursor cursor)
    {
        cursor = default;
        var dot = text?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        if (dot < 0
            || !long.TryParse(text.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var row)
            || !int.TryParse(text.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return false;
        }
        cursor = new JournalCursor(row, count);
        return true;
    }

    /// <summary>The cursor as text: <c>row.count</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Row}.{Count}");
}
