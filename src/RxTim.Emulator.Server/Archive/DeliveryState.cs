namespace RxTim.Emulator;

/// <summary>What became of a message at its receiver later.</summary>
[Flags]
internal enum DeliveryState
{
    None = 0,

    /// <summary>It was taken back.</summary>
    Withdrawn = 1,

    /// <summary>Its receiver has read it.</summary>
    Read = 2,
}
