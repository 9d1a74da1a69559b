using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace RxTim;

/// <summary>Tells traces, metrics and logs of one call, from its hand-over to its last result.</summary>
internal sealed class CallWatch(
    MsgBatchCall call, Activity? send, TimeProvider time, ThrottleWatch throttle, ILogger logger, TimClientOptions options) : ICallWatch
{
    // Counted inside the send's lock, told when the call is over.
    private readonly ResultCounts results = new();

    // 0 until it has left, 1 then, 2 when it is over.
    private int phase;
    private long leftAt;
    private Activity? span;

    public void Send(IMsgBatchTransport transport, MsgBatchCall _)
    {
        var outer = Activity.Current;
        try
        {
            Begin();
        }
        catch (Exception thrown)
        {
            options.Report(thrown);
        }
        try
        {
            // What the transport does now, and after it has returned, stands below the call's span.
            transport.Send(call);
        }
        finally
        {
            Activity.Current = outer;
        }
        // It may have been given up between its hand-over and now, when there was nothing to end yet.
        if (call.IsOver)
            Over();
    }

    public void Take(ReadOnlySpan<MsgBatchSendResult> taken) => results.Add(taken);

    public void Over()
    {
        if (Interlocked.CompareExchange(ref phase, 2, 1) != 1)
            return;
        var outer = Activity.Current;
        try
        {
            Activity.Current = span ?? outer;
            End();
        }
        catch (Exception thrown)
        {
            options.Report(thrown);
        }
        finally
        {
            Activity.Current = outer;
        }
    }

    private void Begin()
    {
        leftAt = time.GetTimestamp();
        Instruments.InFlight.Add(call.Identifiers.Count, Instruments.Tags());
        span = Spans.BeginCall(send, call);
        Volatile.Write(ref phase, 1);
    }

    private void End()
    {
        var asked = call.Identifiers.Count;
        Instruments.InFlight.Add(-asked, Instruments.Tags());
        var sent = results.Of(SendOutcome.Sent);
        var notSent = results.Where(static (outcome, _) => outcome != SendOutcome.Sent);
        // One that nobody waits for any longer has no code.
        var errorType = sent > 0 ? null : notSent.Count > 0 ? Spans.ErrorType(notSent.Code) : "aborted";
        Instruments.CallDuration.Record(time.GetElapsedTime(leftAt).TotalSeconds, Instruments.Tags(errorType));

        var throttled = results.Where(ThrottleWatch.IsThrottled);
        var unknown = results.Where(static (outcome, _) => outcome == SendOutcome.Unknown);
        throttle.Answered(throttled.Count > 0 ? throttled.Code : null, sent + notSent.Count > unknown.Count, leftAt);
        if (unknown.Count > 0)
            SendLog.OutcomeUnknown(logger, (int)unknown.Count, asked, unknown.Code, TimErrorCodes.Describe(unknown.Code));
        else if (notSent.Count == asked && throttled.Count == 0)
            SendLog.CallFailed(logger, asked, notSent.Code, TimErrorCodes.Describe(notSent.Code));
        EndSpan(errorType, notSent, throttled, unknown);
    }

    private void EndSpan(
        string? errorType, (long Count, int Code) notSent, (long Count, int Code) throttled, (long Count, int Code) unknown)
    {
        if (span is null)
            return;
        if (throttled.Count > 0)
            Spans.Tell(span, "rxtim.throttle", throttled.Count, Spans.ErrorType(throttled.Code));
        if (unknown.Count > 0)
            Spans.Tell(span, "rxtim.unknown", unknown.Count, Spans.ErrorType(unknown.Code));
        if (notSent.Count > 0)
            span.SetTag("rxtim.not_sent", notSent.Count);
        if (errorType is "aborted")
            span.SetTag("error.type", errorType).SetStatus(ActivityStatusCode.Error);
        else if (errorType is not null)
            Spans.Fail(span, notSent.Code);
        span.Stop();
    }
}
