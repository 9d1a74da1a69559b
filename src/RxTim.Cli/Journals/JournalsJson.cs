using System.Text.Json;
using RxTim.Journal;

namespace RxTim.Cli;

/// <summary>Journals as JSON, an object a line, each written when it was read.</summary>
internal static class JournalsJson
{
    public static void Write(IEnumerable<JournalListing> journals, Stream output)
    {
        foreach (var journal in journals)
        {
            using (var json = new Utf8JsonWriter(output))
                Write(json, journal);
            output.Write("\n"u8);
            output.Flush();
        }
    }

    /// <summary>What a journal's maker said of it, as properties.</summary>
    public static void WriteDetails(Utf8JsonWriter json, JournalDetails details)
    {
        json.WriteString("name"u8, details.Name);
        json.WriteString("owner"u8, details.Owner);
        if (details.MadeAt is { } madeAt)
            json.WriteString("made_at"u8, madeAt);
    }

    /// <summary>The counts, as properties.</summary>
    public static void WriteCounts(Utf8JsonWriter json, JournalCounts counts)
    {
        json.WriteNumber("asked"u8, counts.Asked);
        json.WriteNumber("sent"u8, counts.Sent);
        json.WriteNumber("failed"u8, counts.Failed);
        json.WriteNumber("in_doubt"u8, counts.InDoubt);
        json.WriteNumber("in_flight"u8, counts.InFlight);
        json.WriteNumber("pending"u8, counts.Pending);
        json.WriteNumber("withdrawn"u8, counts.Withdrawn);
    }

    /// <summary>Why and when it was given up, as a property, if it was.</summary>
    public static void WriteAbandonment(Utf8JsonWriter json, JournalAbandonment? abandonment)
    {
        if (abandonment is null)
            return;
        json.WriteStartObject("abandoned"u8);
        json.WriteString("reason"u8, abandonment.Reason);
        json.WriteString("at"u8, abandonment.At);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, JournalListing journal)
    {
        json.WriteStartObject();
        json.WriteString("file"u8, journal.Path);
        json.WriteString("state"u8, JournalsCommand.StateOf(journal));
        json.WriteBoolean("open"u8, journal.IsOpen);
        if (journal.Details is { } details)
            WriteDetails(json, details);
        if (journal.Counts is { } counts)
            WriteCounts(json, counts);
        WriteAbandonment(json, journal.Abandonment);
        if (journal.Fault is { } fault)
            json.WriteString("fault"u8, fault.Message);
        json.WriteEndObject();
    }
}
