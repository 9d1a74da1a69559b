namespace RxTim.Benchmarks;

/// <summary>Where the results are when the consumer begins.</summary>
public enum Source
{
    /// <summary>All of them wait for it.</summary>
    Ready,

    /// <summary>Another thread hands them over meanwhile.</summary>
    OtherThread,
}
