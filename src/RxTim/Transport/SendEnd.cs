namespace RxTim;

/// <summary>How a send ended, as interceptors see it.</summary>
public sealed class SendEnd
{
    internal SendEnd(TimException? error, bool isCancelled) => (Error, IsCancelled) = (error, isCancelled);

    /// <summary>What stopped it; <see langword="null"/> if it completed, or the consumer left.</summary>
    public TimException? Error { get; }

    /// <summary>Whether the consumer left before the end.</summary>
    public bool IsCancelled { get; }
}
