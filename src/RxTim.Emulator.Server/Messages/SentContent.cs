namespace RxTim.Emulator;

/// <summary>What of a message is the same for all receivers, as REST has it.</summary>
/// <param name="MsgBody"><c>MsgBody</c>: a JSON array, UTF-8.</param>
/// <param name="CloudCustomData"><c>CloudCustomData</c>; null if there is none.</param>
/// <param name="Flags">What else matters to who looks at it.</param>
internal sealed record SentContent(ReadOnlyMemory<byte> MsgBody, string? CloudCustomData, SentFlags Flags)
{
    /// <summary>Whether both say the same.</summary>
    public bool IsSameAs(SentContent other) => ReferenceEquals(this, other)
        || Flags == other.Flags && CloudCustomData == other.CloudCustomData && MsgBody.Span.SequenceEqual(other.MsgBody.Span);
}
