namespace RxTim.Emulator;

/// <summary>One message to many: the calls that brought it, together.</summary>
/// <param name="Id">Its number: later is higher.</param>
/// <param name="Sender">Who sent it.</param>
/// <param name="Rand">The random that the sender gave; 0 if none.</param>
/// <param name="Seq">The sequence that the sender gave; 0 if none.</param>
/// <param name="Via">How its first call came; empty if that is not known.</param>
/// <param name="Api">What that called.</param>
/// <param name="Time">When the first call came, in milliseconds since 1970 UTC.</param>
/// <param name="Last">When the last one came.</param>
/// <param name="Calls">How many calls it had.</param>
/// <param name="Asked">How many identifiers these had, those that were tried again included.</param>
/// <param name="Sent">How many messages were stored, one for each receiver.</param>
/// <param name="Failed">How many accounts failed and were not sent to since.</param>
/// <param name="Content">What it says.</param>
internal sealed record ArchivedSend(
    long Id,
    string Sender,
    ulong Rand,
    ulong Seq,
    string Via,
    string Api,
    long Time,
    long Last,
    long Calls,
    long Asked,
    long Sent,
    long Failed,
    SentContent Content);
