namespace RxTim.Emulator;

/// <summary>A call that was taken, and is on its way into the archive if there is one.</summary>
internal sealed class ReceivedCall(Arrival arrival, IReadOnlyList<string> identifiers)
{
    /// <summary>The message, and when it came.</summary>
    public Arrival Arrival => arrival;

    /// <summary>Where in the call the messages stand that were stored.</summary>
    public List<int> Added { get; } = new(identifiers.Count);

    /// <summary>Where messages stand that repeat another call's, which is still on its way.</summary>
    public List<(int Position, ReceivedCall First)> Repeated { get; } = [];

    /// <summary>Complete when the call is kept; failed if it could not be.</summary>
    public Task Kept { get; set; } = Task.CompletedTask;

    /// <summary>What marks a repeat of the message at the position.</summary>
    public RepeatWindow.Key KeyAt(int position) => arrival.KeyAt(identifiers[position]);
}
