namespace RxTim.Orleans;

/// <summary>How it stands with an identifier of a shard.</summary>
internal enum Standing : byte
{
    /// <summary>Not sent to, as far as is known for certain, and to be sent to.</summary>
    Pending,

    /// <summary>Handed over, and its answer is waited for.</summary>
    HandedOver,

    /// <summary>Handed over, no answer will come, and nobody knows whether it was sent to.</summary>
    InDoubt,

    /// <summary>It has its result.</summary>
    Done,
}
