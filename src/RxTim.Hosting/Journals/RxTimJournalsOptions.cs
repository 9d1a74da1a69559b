using RxTim.Journal;

namespace RxTim.Hosting;

/// <summary>How the journals of a folder are sent.</summary>
public sealed class RxTimJournalsOptions
{
    /// <summary>The key of the client whose transport they are sent through, by which <see cref="RxTimJournals"/> is got too; null, the
    /// default, for the one without.</summary>
    public string? Key { get; set; }

    /// <summary>What becomes of those who were in flight at a crash. By default they are looked up in the backend's history
    /// (<see cref="InDoubtPolicy.Check"/>), and are reported where there is no history: with the emulator inside the process, or for
    /// messages to users who are online only.</summary>
    public InDoubtPolicy? InDoubt { get; set; }

    /// <summary>How long after the last hand-over that look-up begins: zero or more, under 49 days; 10 s by default.</summary>
    public TimeSpan GracePeriod { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether what a crash left is resumed when the host starts. On by default.</summary>
    public bool ResumeAtStart { get; set; } = true;

    internal void Validate()
    {
        if (InDoubt is { } policy && !Enum.IsDefined(policy))
            throw new ArgumentOutOfRangeException(nameof(InDoubt), policy, "Not a value of InDoubtPolicy.");
        if (GracePeriod < TimeSpan.Zero || GracePeriod.TotalMilliseconds > uint.MaxValue - 1)
            throw new ArgumentOutOfRangeException(nameof(GracePeriod), GracePeriod, "Must be zero or more, and under 49 days.");
    }
}
