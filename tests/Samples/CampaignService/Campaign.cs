using System.Text.Json.Serialization;
using RxTim;
using RxTim.Journal;

namespace CampaignService;

/// <summary>What a campaign is asked for.</summary>
internal sealed record NewCampaign(string Name, string Text, string[] Identifiers);

/// <summary>How far a campaign has come.</summary>
internal sealed record Campaign(
    string Name, JournalState? State, DateTimeOffset? MadeAt, string? Reason,
    long Asked, long Sent, long Failed, long InDoubt, long Pending, long InFlight, long Withdrawn)
{
    /// <summary>Whether more results may come.</summary>
    [JsonIgnore]
    public bool IsRunning => State is JournalState.Sending or JournalState.Recording;

    public static Campaign Of(JournalListing listing) => Of(
        Path.GetFileNameWithoutExtension(listing.Path), listing.State, listing.Details, listing.Abandonment, listing.Counts);

    public static Campaign Of(string name, JournalReport report) =>
        Of(name, report.State, report.Details, report.Abandonment, report.Counts);

    /// <summary>While it runs in this process there is no need to read the journal.</summary>
    public static Campaign Of(string name, JournalCounts running) => Of(name, JournalState.Sending, null, null, running);

    private static Campaign Of(
        string name, JournalState? state, JournalDetails? details, JournalAbandonment? abandonment, JournalCounts? counts) => new(
        name, state, details?.MadeAt, abandonment?.Reason,
        counts?.Asked ?? 0, counts?.Sent ?? 0, counts?.Failed ?? 0, counts?.InDoubt ?? 0, counts?.Pending ?? 0, counts?.InFlight ?? 0,
        counts?.Withdrawn ?? 0);
}

/// <summary>All that goes to the web and comes from it.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(NewCampaign))]
[JsonSerializable(typeof(Campaign))]
[JsonSerializable(typeof(Campaign[]))]
[JsonSerializable(typeof(MsgBatchSendResult))]
[JsonSerializable(typeof(IAsyncEnumerable<WithdrawResult>))]
[JsonSerializable(typeof(string))]
internal sealed partial class CampaignJson : JsonSerializerContext;
