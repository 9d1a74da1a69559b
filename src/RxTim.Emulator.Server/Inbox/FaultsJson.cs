using System.Globalization;
using System.Text.Json;

namespace RxTim.Emulator;

/// <summary>The faults as JSON: <c>{"Faults":[{"Pattern","Code","Probability"}],"Silences":[{"Pattern","Probability"}],
/// "Refusal":{"Code","Probability"} or null,"Latency":"5ms..50ms"}</c>. What is left out is none, and a probability is 1.</summary>
internal static class FaultsJson
{
    private const int Bad = TimErrorCodes.RestJsonInvalid;
    private const int MostRules = 1_000;
    private const int LongestPattern = 256;

    public static ReadOnlyMemory<byte> Write(EmulatorFaults faults) => InboxJson.Object(json =>
    {
        json.WriteStartArray("Faults"u8);
        foreach (var fault in faults.Faults)
            WriteRule(json, fault.Pattern, fault.Code, fault.Probability);
        json.WriteEndArray();
        json.WriteStartArray("Silences"u8);
        foreach (var silence in faults.Silences)
            WriteRule(json, silence.Pattern, null, silence.Probability);
        json.WriteEndArray();
        json.WritePropertyName("Refusal"u8);
        if (faults.Refusal is { } refusal)
            WriteRule(json, null, refusal.Code, refusal.Probability);
        else
            json.WriteNullValue();
        json.WriteString("Latency"u8, $"{Milliseconds(faults.Latency.Min)}..{Milliseconds(faults.Latency.Max)}");
    });

    /// <exception cref="RestRefusal">It is not valid; the message says why.</exception>
    public static EmulatorFaults Read(JsonElement json)
    {
        RefuseOthers(json, "Faults", "Silences", "Refusal", "Latency");
        try
        {
            return new EmulatorFaults
            {
                Faults = [.. Rules(json, "Faults", "Pattern", "Code", "Probability").Select(static rule => new FaultRule(Pattern(rule), Code(rule), Probability(rule)))],
                Silences = [.. Rules(json, "Silences", "Pattern", "Probability").Select(static rule => new SilenceRule(Pattern(rule), Probability(rule)))],
                Refusal = json.TryGetProperty("Refusal", out var refusal) && refusal.ValueKind != JsonValueKind.Null
                    ? new CallRefusal(Code(Rule(refusal, "Code", "Probability")), Probability(refusal))
                    : null,
                Latency = json.Text("Latency", Bad) is { Length: > 0 } latency ? LatencyRange.Parse(latency) : default,
            };
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            throw new RestRefusal(Bad, error.Message);
        }
    }

    // A key that is misspelt would otherwise mean "none", and take the faults away that are in force.
    private static void RefuseOthers(JsonElement json, params ReadOnlySpan<string> keys)
    {
        foreach (var property in json.EnumerateObject())
        {
            if (!keys.Contains(property.Name))
                throw new RestRefusal(Bad, $"the key '{property.Name}' is not known; expected {string.Join(", ", keys)}");
        }
    }

    private static IEnumerable<JsonElement> Rules(JsonElement json, string key, params string[] keys)
    {
        if (!json.TryGetProperty(key, out var rules))
            return [];
        if (rules.ValueKind != JsonValueKind.Array || rules.GetArrayLength() > MostRules)
            throw new RestRefusal(Bad, $"{key} is not an array of at most {MostRules} rules");
        return rules.EnumerateArray().Select(rule => Rule(rule, keys));
    }

    private static JsonElement Rule(JsonElement rule, params string[] keys)
    {
        if (rule.ValueKind != JsonValueKind.Object)
            throw new RestRefusal(Bad, "a rule is not an object");
        RefuseOthers(rule, keys);
        return rule;
    }

    private static string Pattern(JsonElement rule)
    {
        var pattern = rule.RequiredText("Pattern", Bad);
        return pattern.Length <= LongestPattern
            ? pattern
            : throw new RestRefusal(Bad, $"a Pattern is longer than {LongestPattern} characters");
    }

    private static int Code(JsonElement rule) =>
        rule.TryGetProperty("Code", out var code) && code.ValueKind == JsonValueKind.Number && code.TryGetInt32(out var number)
            ? number
            : throw new RestRefusal(Bad, "a Code is missing, or not an integer of 32 bits");

    private static double Probability(JsonElement rule)
    {
        if (!rule.TryGetProperty("Probability", out var value))
            return 1;
        return value.ValueKind == JsonValueKind.Number ? value.GetDouble() : throw new RestRefusal(Bad, "a Probability is not a number");
    }

    private static void WriteRule(Utf8JsonWriter json, string? pattern, int? code, double probability)
    {
        json.WriteStartObject();
        if (pattern is not null)
            json.WriteString("Pattern"u8, pattern);
        if (code is not null)
            json.WriteNumber("Code"u8, code.Value);
        json.WriteNumber("Probability"u8, probability);
        json.WriteEndObject();
    }

    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("0.####", CultureInfo.InvariantCulture) + "ms";
}
