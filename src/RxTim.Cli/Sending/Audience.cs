namespace RxTim.Cli;

/// <summary>How many a send is for, as far as is known before it.</summary>
/// <param name="Most">The most identifiers that will be sent to; null if nobody knows yet.</param>
/// <param name="MostIsExact">Whether <paramref name="Most"/> leaves out repeats.</param>
/// <param name="Repeats">How many identifiers were given again; 0 if that is not known.</param>
internal sealed record Audience(long? Most, bool MostIsExact = false, long Repeats = 0)
{
    /// <summary>What became of those with whom all went well, in a word.</summary>
    public string Done { get; init; } = "sent";

    /// <summary>Whether the send goes on without this program, so that who has no result here may have been sent to all the same.</summary>
    public bool GoesOn { get; init; }
}
