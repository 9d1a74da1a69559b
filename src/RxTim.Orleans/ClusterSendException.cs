namespace RxTim.Orleans;

/// <summary>The cluster does not do what was asked. The message says why and what to do.</summary>
[GenerateSerializer, Alias("RxTim.ClusterSendException")]
public sealed class ClusterSendException : Exception
{
    /// <summary>An exception with a reason.</summary>
    /// <param name="error">The reason.</param>
    /// <param name="message">What to tell people.</param>
    /// <param name="innerException">What was behind it, if anything.</param>
    public ClusterSendException(ClusterSendError error, string message, Exception? innerException = null)
        : base(message, innerException) => Error = error;

    /// <summary>The reason.</summary>
    [Id(0)]
    public ClusterSendError Error { get; }
}

/// <summary>Why a cluster does not do what was asked.</summary>
public enum ClusterSendError
{
    /// <summary>There is no send of this name.</summary>
    NotFound,

    /// <summary>The name belongs to a send of another message, or to other identifiers.</summary>
    NameTaken,

    /// <summary>The send was cancelled, so it takes no identifiers.</summary>
    Cancelled,

    /// <summary>The send is over.</summary>
    Ended,

    /// <summary>The send is not over yet.</summary>
    StillRunning,

    /// <summary>What was asked for was taken by a consumer and removed since.</summary>
    Removed,

    /// <summary>The silos were not given what is needed for this.</summary>
    NotSupported,

    /// <summary>The client was disposed, or no silo can be reached.</summary>
    Unavailable,

    /// <summary>The cursor is none of this send's.</summary>
    OtherCursor,
}
