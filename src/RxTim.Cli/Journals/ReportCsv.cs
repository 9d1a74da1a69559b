using System.Buffers;
using System.Text;
using RxTim.Journal;

namespace RxTim.Cli;

/// <summary>Those who failed or are in doubt, as CSV (RFC 4180, but with LF). A text that a spreadsheet would take for a formula has an
/// apostrophe before it: texts come from the backend, and a formula can send away what stands beside it.</summary>
internal static class ReportCsv
{
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",\"\r\n");

    public static void Write(JournalReport report, Stream output, CancellationToken cancellationToken)
    {
        using var lines = new StreamWriter(output, new UTF8Encoding(false), bufferSize: 64 * 1024, leaveOpen: true);
        lines.Write("identifier,outcome,code,desc,attempts\n");
        foreach (var result in report.Failed().Concat(report.InDoubt()))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var outcome = result.Outcome == SendOutcome.Failed ? "failed" : "unknown";
            lines.Write($"{Field(result.Identifier)},{outcome},{result.Code},{Field(result.Desc)},{result.Attempts}\n");
        }
    }

    private static string Field(string text)
    {
        var cell = text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{text}" : text;
        return cell.AsSpan().ContainsAny(NeedQuotes) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
    }
}
