namespace RxTim.Emulator;

/// <summary>What the archive is to keep of a call, and what hangs on another call's being kept.</summary>
internal sealed class Keeping
{
    /// <summary>The messages that were stored.</summary>
    public List<Delivery> Stored { get; } = [];

    /// <summary>Where messages stand that repeat another call's, which is still on its way.</summary>
    public List<(int Position, KeptCall First)> Repeated { get; } = [];
}
