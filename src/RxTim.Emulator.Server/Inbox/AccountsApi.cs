using System.Text.Json;

namespace RxTim.Emulator;

/// <summary>What the page is told of accounts.</summary>
internal sealed class AccountsApi(TimEmulator emulator, Archive archive)
{
    public ReadOnlyMemory<byte> List(InboxQuery query)
    {
        var (search, limit) = (query.Text("search"), query.Limit);
        List<string> identifiers;
        string? next;
        switch (query.Text("order"))
        {
            case "name":
                var after = query.Text("from");
                identifiers = archive.AccountsByName(search, after.Length == 0 ? null : after, limit);
                next = identifiers.Count < limit ? null : identifiers[^1];
                break;
            case "failures":
                var skip = query.Number("from") ?? 0;
                identifiers = archive.MostFailed(search, skip, limit);
                next = identifiers.Count < limit ? null : $"{skip + limit}";
                break;
            case "" or "latest":
                (identifiers, var last) = archive.LatestAccounts(query.Number("from") ?? long.MaxValue, search, limit);
                next = last == 0 ? null : $"{last}";
                break;
            default:
                throw new RestRefusal(TimErrorCodes.RestJsonInvalid, "order is neither latest, name nor failures");
        }
        return InboxJson.List("accounts"u8, next, identifiers, (json, identifier) =>
        {
            json.WriteStartObject();
            WriteFields(json, identifier);
            json.WriteEndObject();
        });
    }

    /// <summary>One account, whether anything is known of it or not.</summary>
    public ReadOnlyMemory<byte> One(InboxQuery query)
    {
        var identifier = query.Text("id");
        var known = archive.Known(identifier);
        return InboxJson.Object(json =>
        {
            WriteFields(json, identifier);
            json.WriteBoolean("exists"u8, emulator.Exists(identifier));
            json.WriteString("nick"u8, known?.Nick);
            json.WriteString("faceUrl"u8, known?.FaceUrl);
        });
    }

    /// <summary>The sends that failed for one account.</summary>
    public ReadOnlyMemory<byte> Failures(InboxQuery query)
    {
        var limit = query.Limit;
        var failures = archive.FailuresFor(query.Text("id"), query.Number("from") ?? long.MaxValue, limit);
        return InboxJson.List("failures"u8, failures.Count < limit ? null : $"{failures[^1].Id}", failures, (json, failure) =>
        {
            json.WriteStartObject();
            InboxJson.WriteFields(json, failure);
            json.WriteString("text"u8, archive.Send(failure.Send) is { } send ? Preview.Of(send.Content) : null);
            json.WriteEndObject();
        });
    }

    private void WriteFields(Utf8JsonWriter json, string identifier)
    {
        json.WriteString("id"u8, identifier);
        json.WriteNumber("messages"u8, archive.MessageCount(identifier));
        json.WriteNumber("failures"u8, archive.FailureCount(identifier));
        if (archive.Messages(new ArchiveFilter { Account = identifier, Limit = 1 }) is [var latest])
        {
            json.WriteNumber("time"u8, latest.Time);
            json.WriteString("text"u8, Preview.Of(latest.Content));
        }
    }
}
