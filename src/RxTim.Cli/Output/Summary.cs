namespace RxTim.Cli;

/// <summary>What became of a send, in words.</summary>
internal sealed class Summary(Audience audience, SendTally tally, SendEnding ending)
{
    private readonly TimeSpan elapsed = tally.Elapsed;

    /// <summary>Whether there is more to say than that all went well.</summary>
    public bool IsBad => ending.Kind != EndingKind.Completed || tally.Total != tally.Sent;

    /// <summary>All on one line.</summary>
    public string Line
    {
        get
        {
            var codes = string.Join(" ", Codes.Select(code => $"{code.Code}: {Figures.Count(code.Count)} ({code.Meaning})."));
            return $"{Heading}{Counts}{Rest} {codes}".TrimEnd();
        }
    }

    public string Heading => ending.Kind switch
    {
        EndingKind.Completed => "",
        EndingKind.Interrupted => "interrupted: ",
        EndingKind.OutOfReach => "out of reach: ",
        EndingKind.Refused => "refused: ",
        _ => "stopped: ",
    };

    public string Counts =>
        $"{Figures.Count(tally.Sent)} {audience.Done}, {Figures.Count(tally.Failed)} failed, {Figures.Count(tally.Unknown)} unknown "
        + $"in {Figures.Time(elapsed)} ({Figures.Rate(tally.Total, elapsed)})";

    /// <summary>What was not attempted, or was given more than once.</summary>
    public string Rest
    {
        get
        {
            if (ending.Kind == EndingKind.Completed)
                return Repeats == 0 ? "." : $"; {Figures.Count(Repeats)} repeated, sent to once.";
            if (audience.GoesOn)
            {
                return audience.Most is { } all
                    ? $"; {Figures.Count(Math.Max(0, all - tally.Total))} have no result here."
                    : "; the rest has no result here.";
            }
            if (audience.Most is not { } most)
                return "; what was left of the input was not attempted.";
            var left = Figures.Count(Math.Max(0, most - tally.Total));
            return audience.MostIsExact ? $"; {left} never attempted." : $"; at most {left} never attempted (repeats counted).";
        }
    }

    /// <summary>Each code but 0, how often it came and what it means.</summary>
    public IEnumerable<(int Code, long Count, string Meaning)> Codes => tally.Failures.All;

    private long Repeats => audience.Most is { } most && !audience.MostIsExact ? Math.Max(0, most - tally.Total) : audience.Repeats;
}
