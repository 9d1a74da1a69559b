using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace RxTim;

/// <summary>Tells traces, metrics and logs of one send. It stands behind all other interceptors, so it sees what the consumer
/// sees.</summary>
/// <remarks>Listeners are somebody's code: what they throw is told, and stops nothing.</remarks>
internal sealed class TelemetrySession : SendSession
{
    // A span keeps its events until it is exported, and a send may try again for hours.
    private const int MostEvents = 128;

    private readonly TimClientOptions options;
    private readonly TimeProvider time;
    private readonly long begunAt;
    private readonly Activity? span;
    private readonly ThrottleWatch throttle;

    // Deliveries do not overlap, and the end comes behind the last.
    private readonly ResultCounts delivered = new();
    private readonly ResultCounts all = new();
    private int events;

    public TelemetrySession(SendStart send, ILogger? logger, TimClientOptions options)
    {
        this.options = options;
        time = send.TimeProvider;
        Logger = logger ?? NullLogger.Instance;
        begunAt = time.GetTimestamp();
        throttle = new ThrottleWatch(time, Logger);
        try
        {
            span = Spans.BeginSend(isChild: send.CallerWaits);
            SendLog.SendBegun(Logger);
        }
        catch (Exception thrown)
        {
            options.Report(thrown);
        }
    }

    public ILogger Logger { get; }

    public override ValueTask HandOverAsync(MsgBatchCall call, CancellationToken cancellationToken)
    {
        call.Watch = new CallWatch(call, span, time, throttle, Logger, options);
        return default;
    }

    public override ValueTask DeliverAsync(IReadOnlyList<MsgBatchSendResult> results, CancellationToken cancellationToken)
    {
        try
        {
            if (all.Total == 0)
                Instruments.FirstResult.Record(Elapsed(), Instruments.Tags());
            Count(results);
        }
        catch (Exception thrown)
        {
            options.Report(thrown);
        }
        return default;
    }

    public override void Retrying(IReadOnlyList<MsgBatchSendResult> results)
    {
        try
        {
            var counts = new ResultCounts();
            foreach (var result in results)
                counts.Add(result.Outcome, result.Code, 1);
            foreach (var (_, code, count) in counts.Kinds)
            {
                var errorType = Spans.ErrorType(code);
                Instruments.Retries.Add(count, Instruments.Tags(errorType));
                SendLog.Retrying(Logger, count, code);
                if (span is not null && Interlocked.Increment(ref events) <= MostEvents)
                    Spans.Tell(span, "rxtim.retry", count, errorType);
            }
        }
        catch (Exception thrown)
        {
            options.Report(thrown);
        }
    }

    public override ValueTask EndAsync(SendEnd end)
    {
        var outer = Activity.Current;
        try
        {
            throttle.End();
            // So that the log stands with its span.
            Activity.Current = span ?? outer;
            Log(end);
            EndSpan(end);
        }
        catch (Exception thrown)
        {
            options.Report(thrown);
        }
        finally
        {
            Activity.Current = outer;
        }
        return default;
    }

    private double Elapsed() => time.GetElapsedTime(begunAt).TotalSeconds;

    private void Count(IReadOnlyList<MsgBatchSendResult> results)
    {
        if (Logger.IsEnabled(LogLevel.Debug))
        {
            foreach (var result in results)
            {
                if (!result.IsSuccess)
                    SendLog.NotSent(Logger, result.Identifier, result.Outcome, result.Code, result.Desc);
            }
        }
        delivered.Clear();
        // What one call answered comes as a part of its array; what several did, as a list.
        if (results is ArraySegment<MsgBatchSendResult> part)
            delivered.Add(part.AsSpan());
        else
        {
            for (var i = 0; i < results.Count; i++)
                delivered.Add(results[i].Outcome, results[i].Code, 1);
        }
        foreach (var (outcome, code, count) in delivered.Kinds)
        {
            var tags = Instruments.Tags(outcome == SendOutcome.Sent ? null : Spans.ErrorType(code));
            tags.Add("rxtim.outcome", Spans.NameOf(outcome));
            Instruments.Results.Add(count, tags);
            all.Add(outcome, code, count);
        }
    }

    private void Log(SendEnd end)
    {
        var (sent, failed, unknown) = (all.Of(SendOutcome.Sent), all.Of(SendOutcome.Failed), all.Of(SendOutcome.Unknown));
        if (end.Error is { } error)
        {
            SendLog.SendStopped(Logger, Elapsed(), error.Code, TimErrorCodes.Describe(error.Code), error.Attempted, error.Answered);
            SendLog.SendStoppedBy(Logger, error);
        }
        else if (end.IsCancelled)
            SendLog.SendCancelled(Logger, Elapsed(), sent, failed, unknown);
        else
            SendLog.SendCompleted(Logger, Elapsed(), sent, failed, unknown);
    }

    private void EndSpan(SendEnd end)
    {
        if (span is null)
            return;
        span.SetTag("messaging.batch.message_count", all.Total);
        span.SetTag("rxtim.sent", all.Of(SendOutcome.Sent));
        span.SetTag("rxtim.failed", all.Of(SendOutcome.Failed));
        span.SetTag("rxtim.unknown", all.Of(SendOutcome.Unknown));
        if (end.IsCancelled)
            span.SetTag("rxtim.cancelled", true);
        if (end.Error is { } error)
            Spans.Fail(span, error.Code);
        span.Stop();
    }
}
