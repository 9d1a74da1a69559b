namespace RxTim.Emulator;

/// <summary>The faults and latency that are in force: made once for each change of them, so that a call sees all of the old or all of the
/// new.</summary>
internal sealed class Behaviour
{
    private readonly SilenceRule[] silences;

    public Behaviour(TimEmulatorOptions options)
    {
        Faults = new EmulatorFaults
        {
            Faults = [.. options.Faults],
            Silences = [.. options.Silences],
            Refusal = options.Refusal,
            Latency = options.Latency,
        };
        silences = [.. options.Silences];
        Admission = new Admission(options);
        Path = new AnswerPath(options);
    }

    public EmulatorFaults Faults { get; }

    public Admission Admission { get; }

    public AnswerPath Path { get; }

    public CallRefusal? Refusal => Faults.Refusal;

    public LatencyRange Latency => Faults.Latency;

    /// <summary>Whether any of these identifiers' answers gets lost.</summary>
    public bool LosesAny(ReadOnlySpan<Delivery> deliveries, ref SeededRandom random)
    {
        if (silences.Length == 0)
            return false;
        foreach (ref readonly var delivery in deliveries)
        {
            if (AnswerPath.IsSilent(silences, delivery.Receiver, ref random))
                return true;
        }
        return false;
    }
}
