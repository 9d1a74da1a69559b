namespace RxTim.Testing;

/// <summary>Reads what a backend says of a call from a marble diagram.</summary>
/// <remarks>
/// <list type="table">
/// <item><term><c>-</c></term><description>a frame passes</description></item>
/// <item><term><c>s</c></term><description>the call's next identifier is sent</description></item>
/// <item><term><c>f</c></term><description>the next identifier fails (70107, no such account)</description></item>
/// <item><term><c>t</c></term><description>the next identifier fails for a passing reason (90994), which may be tried again</description></item>
/// <item><term><c>.</c></term><description>the next identifier is passed over: it is not answered here</description></item>
/// <item><term><c>(</c> <c>)</c></term><description>what stands between comes in one frame</description></item>
/// <item><term><c>|</c></term><description>all that are left are sent</description></item>
/// <item><term><c>#</c></term><description>the call is refused: too many calls (60007)</description></item>
/// <item><term><c>x</c></term><description>the connection breaks: nobody knows of those that are left</description></item>
/// </list>
/// <para>Each character but the brackets takes a frame. A diagram without <c>|</c>, <c>#</c> and <c>x</c> leaves the others unanswered.</para>
/// </remarks>
internal static class Marbles
{
    public static IReadOnlyList<CallStep> Read(string diagram, TimeSpan frame)
    {
        ArgumentNullException.ThrowIfNull(diagram);
        if (frame < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(frame), frame, "A frame takes no time, or some.");
        var steps = new List<CallStep>();
        var (frames, next, together) = (0, 0, false);
        for (var i = 0; i < diagram.Length; i++)
        {
            var after = frame * frames;
            switch (diagram[i])
            {
                case ' ':
                    continue;
                case '(' when !together:
                    together = true;
                    continue;
                case ')' when together:
                    together = false;
                    break;
                case '.':
                    next++;
                    break;
                case '-' when !together:
                    break;
                case 's':
                    steps.Add(CallStep.AnswerAt(after, next++));
                    break;
                case 'f':
                    steps.Add(CallStep.AnswerAt(after, next++, TimErrorCodes.AccountNotFound));
                    break;
                case 't':
                    steps.Add(CallStep.AnswerAt(after, next++, TimErrorCodes.RestInternalError));
                    break;
                case '|':
                    steps.Add(CallStep.Answer(after));
                    break;
                case '#':
                    steps.Add(CallStep.Refuse(after, TimErrorCodes.RestFrequencyLimit));
                    break;
                case 'x':
                    steps.Add(CallStep.Lose(after));
                    break;
                default:
                    throw new FormatException($"\"{diagram}\": '{diagram[i]}' at {i} is no marble that can stand there. "
                        + "Known are - s f t . ( ) | # x, and a bracket is closed before the next is opened.");
            }
            if (!together)
                frames++;
        }
        return together ? throw new FormatException($"\"{diagram}\": a bracket is not closed.") : steps;
    }
}
