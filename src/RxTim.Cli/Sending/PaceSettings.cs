namespace RxTim.Cli;

/// <summary>How fast the command line lets a send go.</summary>
/// <param name="CallsPerSecond">The most calls in any second; null without limit.</param>
/// <param name="RecipientsPerMinute">The most recipients in any minute; null without limit.</param>
internal sealed record PaceSettings(int? CallsPerSecond = null, int? RecipientsPerMinute = null)
{
    /// <summary>Whether nobody asked for <see cref="CallsPerSecond"/>: it is what Tencent documents.</summary>
    public bool CallsAreDocumented { get; init; }

    /// <summary>Whether nobody asked for <see cref="RecipientsPerMinute"/>: it is what Tencent documents.</summary>
    public bool RecipientsAreDocumented { get; init; }
}
