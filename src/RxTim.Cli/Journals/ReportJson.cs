using System.Globalization;
using System.Text.Json;
using RxTim.Journal;

namespace RxTim.Cli;

/// <summary>A report as one JSON object, written as it is read.</summary>
internal static class ReportJson
{
    private const int FullBuffer = 64 * 1024;

    public static void Write(JournalReport report, Stream output, CancellationToken cancellationToken)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        JournalsJson.WriteCounts(json, report.Counts);
        json.WriteBoolean("running"u8, report.IsRunning);
        json.WriteString("state"u8, report.State.ToString().ToLowerInvariant());
        JournalsJson.WriteDetails(json, report.Details);
        JournalsJson.WriteAbandonment(json, report.Abandonment);
        json.WriteStartObject("codes"u8);
        foreach (var (code, count) in report.Codes.OrderBy(static code => code.Key))
            json.WriteNumber(code.ToString(CultureInfo.InvariantCulture), count);
        json.WriteEndObject();
        WriteResults(json, "failures", report.Failed(), cancellationToken);
        WriteResults(json, "doubts", report.InDoubt(), cancellationToken);
        json.WriteEndObject();
        json.Flush();
        output.Write("\n"u8);
    }

    private static void WriteResults(
        Utf8JsonWriter json, string name, IEnumerable<MsgBatchSendResult> results, CancellationToken cancellationToken)
    {
        json.WriteStartArray(name);
        foreach (var result in results)
        {
            cancellationToken.ThrowIfCancellationRequested();
            json.WriteRawValue(result.ToJson(), skipInputValidation: true);
            if (json.BytesPending >= FullBuffer)
                json.Flush();
        }
        json.WriteEndArray();
    }
}
