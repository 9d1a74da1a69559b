namespace RxTim.Emulator;

/// <summary>A message that the archive kept, at one receiver; or what one sent, to all its receivers.</summary>
/// <param name="Id">Its number: later is higher. Of the row of the receiver, or of the message's where it is for all.</param>
/// <param name="Sender">Who sent it.</param>
/// <param name="Receiver">Who got it; the first, where it is for all.</param>
/// <param name="Receivers">How many the message went to in its call.</param>
/// <param name="Time">When, in seconds since 1970 UTC.</param>
/// <param name="Rand">Its random.</param>
/// <param name="Seq">Its sequence.</param>
/// <param name="State">What became of it later.</param>
/// <param name="Content">What it says.</param>
/// <param name="Send">The number of its send.</param>
internal sealed record ArchivedMessage(
    long Id,
    string Sender,
    string Receiver,
    long Receivers,
    long Time,
    ulong Rand,
    ulong Seq,
    DeliveryState State,
    SentContent Content,
    long Send)
{
    /// <summary><c>MsgKey</c>.</summary>
    public string Key => new MsgKey(Seq, Rand, Time).ToString();
}
