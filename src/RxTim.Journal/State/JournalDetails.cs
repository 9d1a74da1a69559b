using System.Text.Json.Serialization;

namespace RxTim.Journal;

/// <summary>
/// What the caller says of a journal's send, for those who look after it: it stands in the journal from the beginning and does not change.
/// RxTim itself makes nothing of it.
/// </summary>
public sealed record JournalDetails
{
    /// <summary>What the send is called. None by default.</summary>
    public string? Name { get; init; }

    /// <summary>Whose it is. None by default.</summary>
    public string? Owner { get; init; }

    /// <summary>When it was made. If it is not given, when the recording began, by this machine's clock.</summary>
    public DateTimeOffset? MadeAt { get; init; }

    /// <summary>Whatever else the caller wants to find again. Empty by default.</summary>
    public IReadOnlyDictionary<string, string> Data { get; init; } = new Dictionary<string, string>();
}

/// <summary>How details stand in a journal.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JournalDetails))]
internal sealed partial class DetailsJsonContext : JsonSerializerContext;
