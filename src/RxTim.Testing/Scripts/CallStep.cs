namespace RxTim.Testing;

/// <summary>Something that a scripted backend says of a call.</summary>
public sealed class CallStep
{
    private readonly Action<MsgBatchCall> report;

    /// <summary>Makes a step of any report.</summary>
    /// <param name="after">How long after the hand-over; zero is inside the call.</param>
    /// <param name="report">What is reported on the call.</param>
    public CallStep(TimeSpan after, Action<MsgBatchCall> report)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (after < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(after), after, "A step comes after the hand-over.");
        After = after;
        this.report = report;
    }

    /// <summary>How long after the hand-over it comes.</summary>
    public TimeSpan After { get; }

    /// <summary>All that have no answer yet are answered alike.</summary>
    /// <param name="after">How long after the hand-over.</param>
    /// <param name="code">The code; 0, the default, is sent.</param>
    /// <returns>The step.</returns>
    public static CallStep Answer(TimeSpan after, int code = 0) => new(after, call => call.AnswerRemaining(code));

    /// <summary>One identifier is answered.</summary>
    /// <param name="after">How long after the hand-over.</param>
    /// <param name="identifier">Who; nothing happens where the call does not go to him.</param>
    /// <param name="code">The code; 0, the default, is sent.</param>
    /// <returns>The step.</returns>
    public static CallStep Answer(TimeSpan after, string identifier, int code = 0) => new(after, call =>
    {
        if (call.Identifiers.Contains(identifier))
            call.Answer(identifier, code);
    });

    /// <summary>The identifier at a place of the call is answered.</summary>
    /// <param name="after">How long after the hand-over.</param>
    /// <param name="index">Where it stands in the call, from 0; nothing happens beyond its end.</param>
    /// <param name="code">The code; 0, the default, is sent.</param>
    /// <returns>The step.</returns>
    public static CallStep AnswerAt(TimeSpan after, int index, int code = 0) => new(after, call =>
    {
        if (index < call.Identifiers.Count)
            call.Answer(call.Identifiers[index], code);
    });

    /// <summary>The call is refused: nothing was sent.</summary>
    /// <param name="after">How long after the hand-over.</param>
    /// <param name="code">The code.</param>
    /// <returns>The step.</returns>
    public static CallStep Refuse(TimeSpan after, int code) => new(after, call => call.Refuse(code, "the script refuses the call"));

    /// <summary>Nobody knows what became of those without an answer.</summary>
    /// <param name="after">How long after the hand-over.</param>
    /// <returns>The step.</returns>
    public static CallStep Lose(TimeSpan after) => new(after, static call => call.Lose("the script loses the call"));

    internal void Report(MsgBatchCall call) => report(call);
}
