namespace RxTim.Benchmarks;

/// <summary>An entry of the callback as a class with a member for every key, the way a wrapper around the SDK has it. A member's name in
/// snake case is its key.</summary>
public sealed class UnityResult
{
    public int MsgBatchSendResultCode { get; set; }

    public string? MsgBatchSendResultDesc { get; set; }

    public string? MsgBatchSendResultIdentifier { get; set; }

    public UnityMessage? MsgBatchSendResultMsg { get; set; }
}
