namespace RxTim.Emulator;

/// <summary>Where a message stands in the window for repeats. The default is nowhere.</summary>
internal readonly struct RepeatPlace(int call, int index)
{
    private readonly int following = index + 1;

    /// <summary>The number of its call, which may be out of the window by now.</summary>
    public int Call { get; } = call;

    /// <summary>Where in the call's messages.</summary>
    public int Index => following - 1;

    /// <summary>Whether it is nowhere.</summary>
    public bool IsNone => following == 0;
}
