namespace RxTim.Journal;

/// <summary>Stands between a send and its consumer: what arrives goes through the journal first.</summary>
/// <param name="consumer">The consumer's own sink.</param>
/// <param name="run">The run.</param>
internal sealed class JournalSink(IResultSink consumer, JournalRun run) : IResultSink
{
    // Whose results came and could not be recorded, and how many were given up by a send that ended.
    private readonly List<string> lost = [];
    private long givenUp;

    public void Add(ResultSegment segment)
    {
        // A send that ends gives those that wait to be tried again their last result. Here they stay what they are: to be tried again.
        if (segment.Call is null)
            givenUp += segment.Count;
        else
            run.Add(new Answers(segment, run.Pending, this));
    }

    public void End(TimException? error) => run.Add(new Ending(error, run.Pending, this));

    public void Flush()
    {
        // The consumer is told after each commit.
    }

    /// <summary>The results are on the disk.</summary>
    public void Give(ResultSegment segment)
    {
        consumer.Add(segment);
        consumer.Flush();
    }

    /// <summary>The results could not be recorded, so nobody may see them: they would be forgotten.</summary>
    public void Lose(ResultSegment segment)
    {
        foreach (var result in segment.Results.AsSpan(0, segment.Count))
            lost.Add(result.Identifier);
    }

    /// <summary>Nothing more comes.</summary>
    public void Close(TimException? error, JournalException? fault)
    {
        consumer.End(ErrorOf(error, fault));
        consumer.Flush();
    }

    private TimException? ErrorOf(TimException? error, JournalException? fault)
    {
        if (fault is null && (error is null || run.IsDrained))
            return null;
        if (fault is null && givenUp == 0)
            return error;
        var message = fault is null ? error!.Message : $"{fault.Message} The results of {lost.Count} identifiers could not be recorded.";
        return new TimException(fault is null ? error!.Code : TimErrorCodes.LocalIOFailed, message, fault ?? error!.InnerException)
        {
            Attempted = error?.Attempted ?? 0,
            Answered = (error?.Answered ?? 0) - givenUp - lost.Count,
            Refused = error?.Refused ?? [],
            Unanswered = [.. error?.Unanswered ?? [], .. lost],
        };
    }
}
