namespace RxTim.Emulator;

/// <summary>A call that was taken, and is on its way into the archive if there is one.</summary>
internal sealed class ReceivedCall(Arrival arrival)
{
    /// <summary>The message, and when it came.</summary>
    public Arrival Arrival => arrival;

    /// <summary>Complete when the call is kept; failed if it could not be.</summary>
    public Task Kept { get; set; } = Task.CompletedTask;

    /// <summary>What the window for repeats remembers of it, if anything.</summary>
    public RepeatMessages? Messages { get; set; }

    /// <summary>Whether that counts no longer.</summary>
    public bool IsForgotten { get; set; }
}
