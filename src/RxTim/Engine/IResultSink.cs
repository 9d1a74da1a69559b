namespace RxTim;

/// <summary>
/// The face of a running send that its consumer sees. The send calls everything but <see cref="Flush"/> inside its lock, so these
/// take note and return; <see cref="Flush"/> is called outside, by many threads at once, and is where a consumer's code may run.
/// </summary>
internal interface IResultSink
{
    /// <summary>Takes results that arrived.</summary>
    void Add(ResultSegment segment);

    /// <summary>After the results taken so far the stream completes, or fails with the exception. Called once at the most.</summary>
    void End(TimException? error);

    /// <summary>Hands what was taken to a consumer that waits to be called.</summary>
    void Flush();
}
