using System.Text.Json;

namespace RxTim.Orleans;

/// <summary>Stores what happens in one round of a shard, each step before what follows from it.</summary>
/// <param name="writer">The shard's writer.</param>
/// <param name="ordinals">By ordinal in the round, the ordinal in the shard.</param>
/// <param name="policy">What becomes of those in doubt.</param>
/// <param name="retry">What the silo's client tries again.</param>
internal sealed class RoundSession(ShardWriter writer, int[] ordinals, InDoubtPolicy policy, RetryOptions retry) : SendSession
{
    private readonly Lock gate = new();
    private SendStart? start;
    private bool drains;
    private bool goesOn;
    private long lastHandOver;

    /// <summary>How long after its hand-over began to be stored a call may leave.</summary>
    public static readonly TimeSpan LeaveWithin = TimeSpan.FromSeconds(5);

    /// <summary>When the last call was handed over, as a timestamp; 0 if none was.</summary>
    public long LastHandOver => Volatile.Read(ref lastHandOver);

    /// <summary>Results that settled an identifier, in this round.</summary>
    public int Settled { get; private set; }

    /// <summary>The code with which the last identifier came back that waits for the backend; 0 if none did. For the writer's steps
    /// only.</summary>
    public int CameBackWith { get; private set; }

    /// <summary>Who came to be in doubt in this round, as ordinals in the shard. For the writer's steps only.</summary>
    public List<int> Doubted { get; } = [];

    private TimeProvider Time => start?.TimeProvider ?? TimeProvider.System;

    public RoundSession Begin(SendStart begun)
    {
        lock (gate)
        {
            start = begun;
            if (!drains)
                return this;
        }
        begun.Drain();
        return this;
    }

    /// <summary>Nothing more is handed over; the round ends when what is in flight is answered.</summary>
    /// <param name="goesOn">Whether another round follows some time: then identifiers that wait for a retry wait for that round.</param>
    public void Drain(bool goesOn)
    {
        SendStart? begun;
        lock (gate)
        {
            drains = true;
            this.goesOn = goesOn;
            begun = start;
        }
        begun?.Drain();
    }

    public override ValueTask HandOverAsync(MsgBatchCall call, CancellationToken cancellationToken)
    {
        // Counted from before the write: whoever has the shard after that knows how long this may still leave.
        call.LeaveWithin(LeaveWithin, Time);
        Volatile.Write(ref lastHandOver, Time.GetTimestamp());
        var now = Time.GetUtcNow();
        return new ValueTask(writer.RecordAsync(ledger =>
        {
            // Nobody waits for it any longer: it will not be handed over.
            if (call.IsOver)
                return;
            for (var i = 0; i < call.Identifiers.Count; i++)
                ledger.HandOver(ordinals[call.OrdinalOf(i)], now);
        }));
    }

    public override void NotHandedOver(MsgBatchCall call) =>
        _ = NotSentAsync(Enumerable.Range(0, call.Identifiers.Count).Select(call.OrdinalOf));

    public override void Retrying(IReadOnlyList<MsgBatchSendResult> results) =>
        _ = NotSentAsync(results.Select(static result => result.Ordinal));

    public override async ValueTask DeliverAsync(IReadOnlyList<MsgBatchSendResult> results, CancellationToken cancellationToken)
    {
        var later = Later(results);
        // The list is the send's, and this is complete when the step was applied.
        await writer.RecordAsync(ledger =>
        {
            for (var i = 0; i < results.Count; i++)
                Take(ledger, results[i], later?[i] == true);
        }).ConfigureAwait(false);
    }

    public override async ValueTask EndAsync(SendEnd end)
    {
        if (end.Error is { RefusedOrdinals.Count: > 0 } stopped)
            await NotSentAsync(stopped.RefusedOrdinals).ConfigureAwait(false);
    }

    // A round that drains gives up its retries, so the last failure of each comes as if it were final. Outside the writer, for the rule is
    // the user's. Null where no round follows.
    private bool[]? Later(IReadOnlyList<MsgBatchSendResult> results)
    {
        lock (gate)
        {
            if (!drains || !goesOn)
                return null;
        }
        return [.. results.Select(IsWorthRetry)];
    }

    private bool IsWorthRetry(MsgBatchSendResult result)
    {
        try
        {
            return result.Outcome == SendOutcome.Failed && result.Attempts < retry.MaxAttempts && retry.ShouldRetry(result);
        }
        catch (Exception)
        {
            // The client has told of it when it judged the result.
            return false;
        }
    }

    private void Take(ShardLedger ledger, MsgBatchSendResult result, bool later)
    {
        var ordinal = ordinals[result.Ordinal];
        var standing = later ? Standing.Pending : AnswerRule.After(result.Outcome, result.Code, policy);
        if (standing != Standing.Done)
        {
            ledger.Put(ordinal, standing);
            if (standing == Standing.InDoubt)
                Doubted.Add(ordinal);
            else
                CameBackWith = result.Code;
            return;
        }
        ledger.Answer(ordinal, new StoredAnswer(result.Code, result.Desc, result.Outcome, result.Attempts), KeyOf(result));
        Settled++;
    }

    private Task NotSentAsync(IEnumerable<long> inRound)
    {
        var some = inRound.Select(ordinal => ordinals[ordinal]).ToArray();
        return writer.RecordAsync(ledger =>
        {
            foreach (var ordinal in some)
            {
                // Not where the hand-over was not stored either.
                if (ledger.At(ordinal) == Standing.HandedOver)
                    ledger.Put(ordinal, Standing.Pending);
            }
        });
    }

    // By it the message can be taken back. Empty where the backend gave none, or a message that cannot be read.
    private static string KeyOf(MsgBatchSendResult result)
    {
        try
        {
            return result.MsgKey ?? "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
