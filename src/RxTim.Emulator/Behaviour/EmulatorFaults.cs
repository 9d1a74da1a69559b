namespace RxTim.Emulator;

/// <summary>What goes wrong in an emulator, and how slow it is: the part of its behaviour that can be changed while it runs, see
/// <see cref="TimEmulator.Faults"/>.</summary>
public sealed record EmulatorFaults
{
    /// <summary>Identifiers that fail; see <see cref="TimEmulatorOptions.Faults"/>.</summary>
    public IReadOnlyList<FaultRule> Faults { get; init; } = [];

    /// <summary>Identifiers whose answer gets lost; see <see cref="TimEmulatorOptions.Silences"/>.</summary>
    public IReadOnlyList<SilenceRule> Silences { get; init; } = [];

    /// <summary>Calls that are refused whole; see <see cref="TimEmulatorOptions.Refusal"/>.</summary>
    public CallRefusal? Refusal { get; init; }

    /// <summary>How long an answer takes; see <see cref="TimEmulatorOptions.Latency"/>.</summary>
    public LatencyRange Latency { get; init; }

    internal void Validate()
    {
        ThrowIfAnyIsNull(Faults, nameof(Faults));
        ThrowIfAnyIsNull(Silences, nameof(Silences));
    }

    internal static void ThrowIfAnyIsNull(IEnumerable<object?> items, string name)
    {
        ArgumentNullException.ThrowIfNull(items, name);
        if (items.Contains(null))
            throw new ArgumentException("An item is null.", name);
    }
}
