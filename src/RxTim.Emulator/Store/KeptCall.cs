namespace RxTim.Emulator;

/// <summary>A call that was taken, and is on its way into the archive if there is one.</summary>
internal sealed class KeptCall
{
    /// <summary>Complete when the call is kept; failed if it could not be.</summary>
    public Task Kept { get; set; } = Task.CompletedTask;
}
