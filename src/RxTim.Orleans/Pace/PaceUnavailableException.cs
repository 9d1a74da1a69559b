namespace RxTim.Orleans;

/// <summary>The pace's grain could not store its account, so it gave nothing.</summary>
[GenerateSerializer, Alias("RxTim.PaceUnavailableException")]
internal sealed class PaceUnavailableException : Exception
{
    /// <summary>Says so.</summary>
    public PaceUnavailableException()
        : base("The pace's account could not be stored: nothing was given.")
    {
    }

    /// <summary>Says so, and why. The cause is told in words, for another machine may not know its type.</summary>
    public PaceUnavailableException(Exception cause)
        : base($"The pace's account could not be stored: nothing was given. {cause.GetType().Name}: {cause.Message}")
    {
    }
}
