namespace RxTim.Emulator;

/// <summary>A call on its way into the archive.</summary>
internal sealed class KeptCall
{
    /// <summary>Where its new messages stand in the call.</summary>
    public List<int> Added { get; } = [];

    /// <summary>Where messages stand that repeat another call's, which is still on its way too.</summary>
    public List<(int Position, KeptCall First)> Repeated { get; } = [];

    /// <summary>Complete when the call is kept; failed if it could not be.</summary>
    public Task Kept { get; set; } = Task.CompletedTask;
}
