namespace RxTim.Testing;

/// <summary>A call that a scripted backend was given.</summary>
/// <param name="Identifiers">Who it went to.</param>
/// <param name="Message">What it carried.</param>
/// <param name="At">When, by the backend's clock.</param>
/// <param name="IsRetry">Whether its identifiers were tried before.</param>
public sealed record AskedCall(IReadOnlyList<string> Identifiers, Message Message, DateTimeOffset At, bool IsRetry)
{
    /// <summary>Who it went to, for messages of tests.</summary>
    /// <returns>A short text; its form may change.</returns>
    public override string ToString() => $"{(IsRetry ? "again " : "")}to {string.Join(' ', Identifiers)} at {At:HH:mm:ss.fff}";
}
