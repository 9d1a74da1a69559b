using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace RxTim.Emulator;

/// <summary>What stands behind the <c>?</c> of an address of the inbox. What is left out is not asked for; what is none refuses the
/// request.</summary>
internal sealed class InboxQuery(IQueryCollection query)
{
    private const int Usual = 50;
    private const int Most = 500;

    /// <summary>A text; empty if it is not there.</summary>
    public string Text(string key) => query[key].ToString();

    /// <summary>A whole number; null if it is not there.</summary>
    public long? Number(string key)
    {
        var text = Text(key);
        if (text.Length == 0)
            return null;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Wrong($"{key} is not a whole number");
    }

    /// <summary>How many are wanted at once.</summary>
    public int Limit => Number("limit") switch
    {
        null => Usual,
        >= 1 and <= Most and var limit => (int)limit,
        _ => throw Wrong($"limit is not from 1 to {Most}"),
    };

    /// <summary>What is looked for.</summary>
    public ArchiveFilter Filter() => new()
    {
        Since = Moment("since") ?? long.MinValue,
        Until = Moment("until") ?? long.MaxValue,
        Send = Number("send") ?? 0,
        Account = query.ContainsKey("account") ? Text("account") : null,
        Search = Text("search"),
        OnlyFailed = Text("failed") switch
        {
            "" or "0" => false,
            "1" => true,
            _ => throw Wrong("failed is neither 0 nor 1"),
        },
        Before = Number("from") ?? long.MaxValue,
        Limit = Limit,
    };

    // Milliseconds since 1970 UTC, as such or as ISO 8601 has them; UTC if that names no other.
    private long? Moment(string key)
    {
        var text = Text(key);
        if (text.Length == 0)
            return null;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var milliseconds))
            return milliseconds;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment.ToUnixTimeMilliseconds()
            : throw Wrong($"{key} is no time: expected milliseconds since 1970, or a time like 2026-01-31T12:00:00Z");
    }

    private static RestRefusal Wrong(string why) => new(TimErrorCodes.RestJsonInvalid, why);
}
