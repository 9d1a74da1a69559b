namespace RxTim.Emulator;

/// <summary>A call, and what the emulator made of it.</summary>
public sealed class ReceivedCall
{
    private readonly Delivery[] deliveries;

    internal ReceivedCall(
        EmulatorMessage message,
        IReadOnlyList<string> identifiers,
        Delivery[] deliveries,
        int refusal,
        SeededRandom random,
        FaultsInForce faults)
    {
        this.deliveries = deliveries;
        Message = message;
        Identifiers = identifiers;
        Refusal = refusal;
        Random = random;
        Faults = faults;
    }

    /// <summary>The message.</summary>
    public EmulatorMessage Message { get; }

    /// <summary>Who it was to go to, in the order asked.</summary>
    public IReadOnlyList<string> Identifiers { get; }

    /// <summary>What became of it at each identifier, in the order asked; empty if the call is refused whole.</summary>
    public IReadOnlyList<Delivery> Deliveries => deliveries;

    /// <summary>The code that refuses the whole call; 0 if it was taken.</summary>
    public int Refusal { get; }

    /// <summary>Why the whole call is refused; empty if it was taken, or if that follows from the code alone.</summary>
    public string RefusalReason { get; internal set; } = "";

    /// <summary>Complete when what was stored is kept by the emulator's <see cref="IEmulatorArchive"/> too, failed if it could not be.
    /// Nothing is answered before that.</summary>
    public Task Kept { get; internal set; } = Task.CompletedTask;

    internal Delivery[] DeliveryArray => deliveries;

    // Where the call's random numbers go on.
    internal SeededRandom Random { get; }

    // The faults and latency that the call met.
    internal FaultsInForce Faults { get; }
}
