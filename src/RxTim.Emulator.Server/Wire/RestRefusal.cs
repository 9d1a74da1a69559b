namespace RxTim.Emulator;

/// <summary>A call that is refused whole: its code, and why.</summary>
internal sealed class RestRefusal(int code, string info) : Exception(info)
{
    public int Code => code;

    /// <summary>What it would have sent, and to whom, where that was understood.</summary>
    public (RestSentMessage Message, string Receiver)? Sent { get; init; }
}
