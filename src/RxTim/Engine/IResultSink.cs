namespace RxTim;

/// <summary>
/// Where a running send puts its results. <see cref="Add"/> and <see cref="End"/> are called by one thread at a time, maybe inside the send's
/// lock, so they take note and return; <see cref="Flush"/> is called outside, by many threads at once, and is where a consumer's code may
/// run.
/// </summary>
internal interface IResultSink
{
    /// <summary>Whether whoever began the send is still there while it runs.</summary>
    bool CallerWaits => false;

    /// <summary>Takes results that arrived.</summary>
    void Add(ResultSegment segment);

    /// <summary>After the results taken so far the stream completes, or fails with the exception. Called once at the most.</summary>
    void End(TimException? error);

    /// <summary>Hands what was taken to a consumer that waits to be called.</summary>
    void Flush();
}
