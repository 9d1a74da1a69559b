using System.Text.Json;

namespace RxTim.Rest;

/// <summary>What an answer's list of failed accounts says of the identifiers that the call asked for.</summary>
/// <param name="call">The call, which is told of each as it is read.</param>
/// <param name="redact">Takes the UserSig out of a text.</param>
internal sealed class AnswerListing(MsgBatchCall call, Func<string, string> redact)
{
    private const int LongestName = 64;

    // The identifiers asked for; made for the first entry.
    private HashSet<string>? asked;

    /// <summary>The first account that failed and was not asked for, so that somebody who was asked for is meant by it; as it can stand
    /// between quotes. Null if there is none.</summary>
    public string? Stranger { get; private set; }

    /// <summary>Takes one account that failed.</summary>
    public void Take(AnswerEntry entry)
    {
        asked ??= new HashSet<string>(call.Identifiers, StringComparer.Ordinal);
        if (!entry.IsExact || !asked.Contains(entry.Account))
        {
            Stranger ??= Quotable(redact(entry.Account));
            return;
        }
        var why = string.IsNullOrEmpty(entry.Info) ? TimErrorCodes.Describe(entry.Code) : redact(entry.Info);
        call.Answer(entry.Account, entry.Code, why);
    }

    private static string Quotable(string name) =>
        JsonEncodedText.Encode(name.Length <= LongestName ? name : name[..LongestName] + "…", TimJsonEncoder.Instance).Value;
}

/// <summary>An account that an answer lists as failed.</summary>
/// <param name="Account">Its name, <c>To_Account</c>.</param>
/// <param name="IsExact">Whether the answer has the name just so, and not in bytes that spell none.</param>
/// <param name="Code">Its code, other than 0.</param>
/// <param name="Info">The description, if there is one.</param>
internal readonly record struct AnswerEntry(string Account, bool IsExact, int Code, string? Info);
