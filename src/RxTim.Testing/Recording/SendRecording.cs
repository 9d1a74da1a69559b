using System.Text.Json;

namespace RxTim.Testing;

/// <summary>What a backend said of each call, and when: taken by a <see cref="RecordingTransport"/>, replayed by <see cref="Replay"/>.</summary>
/// <remarks>It names the users that were sent to. Keep it as you keep those.</remarks>
public sealed class SendRecording
{
    private readonly List<List<RecordedReport>> calls = [];

    /// <summary>How many calls were recorded.</summary>
    public int Count
    {
        get
        {
            lock (calls)
                return calls.Count;
        }
    }

    /// <summary>Reads a recording.</summary>
    /// <param name="json">What <see cref="ToJson"/> wrote.</param>
    /// <returns>The recording.</returns>
    /// <exception cref="FormatException">It is no recording; the message says why.</exception>
    public static SendRecording Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json);
            var recording = new SendRecording();
            foreach (var call in document.RootElement.GetProperty("calls").EnumerateArray())
                recording.calls.Add([.. call.EnumerateArray().Select(RecordedReport.Read)]);
            return recording;
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"It is no recording of a send: {wrong.Message}", wrong);
        }
    }

    /// <summary>Writes the recording.</summary>
    /// <returns>JSON.</returns>
    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("calls"u8);
            lock (calls)
            {
                foreach (var call in calls)
                {
                    json.WriteStartArray();
                    foreach (var report in call)
                        report.Write(json);
                    json.WriteEndArray();
                }
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>Makes a backend that says the same of the same calls, as long after each as it was.</summary>
    /// <param name="time">The clock; give the client the same one.</param>
    /// <returns>The backend. The calls have to come in the same order and go to the same identifiers: what was said of others is
    /// left out.</returns>
    /// <exception cref="InvalidOperationException">Nothing was recorded.</exception>
    public ScriptedTransport Replay(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        lock (calls)
        {
            if (calls.Count == 0)
                throw new InvalidOperationException("Nothing was recorded.");
            return new ScriptedTransport([.. calls.Select(static call => call.Select(static report => report.ToStep()).ToArray())], time);
        }
    }

    internal int Begin()
    {
        lock (calls)
        {
            calls.Add([]);
            return calls.Count - 1;
        }
    }

    internal void Add(int call, RecordedReport report)
    {
        lock (calls)
            calls[call].Add(report);
    }
}
