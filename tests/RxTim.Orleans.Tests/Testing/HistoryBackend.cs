using System.Collections.Concurrent;

namespace RxTim.Orleans.Tests;

/// <summary>A backend that counts what each user has, and can be asked: transport and history in one. A test says what becomes of each
/// call.</summary>
internal sealed class HistoryBackend(Action<HistoryBackend, MsgBatchCall>? onCall = null, MsgBatchLimits? limits = null)
    : IMsgBatchTransport, IMessageHistory, IMessageWithdrawal
{
    private readonly ConcurrentDictionary<string, int> messages = [];
    private readonly ConcurrentDictionary<string, bool> withdrawn = [];
    private int calls;
    private int questions;

    public MsgBatchLimits Limits { get; } = limits ?? new MsgBatchLimits { BestIdentifiersPerCall = 10 };

    public int Calls => Volatile.Read(ref calls);

    public int Questions => Volatile.Read(ref questions);

    public IReadOnlyDictionary<string, int> Messages => messages;

    public IEnumerable<string> Withdrawn => withdrawn.Keys;

    /// <summary>Asked at each question with the identifier; what it gives, the history throws.</summary>
    public Func<string, Exception?>? HistoryFault { get; set; }

    public void Send(MsgBatchCall call)
    {
        Interlocked.Increment(ref calls);
        call.Hold();
        if (onCall is null)
            Deliver(call);
        else
            onCall(this, call);
    }

    /// <summary>The users have the message, and the call is answered.</summary>
    public void Deliver(MsgBatchCall call)
    {
        if (Keep(call))
            call.AnswerRemaining(0, msgKey: $"{call.Sequence}_{call.Random}_1");
    }

    /// <summary>The users have the message, and nobody is told.</summary>
    public bool Keep(MsgBatchCall call)
    {
        if (!call.TryLeave())
            return false;
        foreach (var identifier in call.Identifiers)
            messages.AddOrUpdate(identifier, 1, static (_, count) => count + 1);
        return true;
    }

    public async Task<bool> ContainsAsync(
        string identifier, uint random, uint sequence, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        (await FindAsync(identifier, random, sequence, from, to, cancellationToken)).Count > 0;

    public Task<IReadOnlyList<string>> FindAsync(
        string identifier, uint random, uint sequence, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref questions);
        if (HistoryFault?.Invoke(identifier) is { } fault)
            throw fault;
        return Task.FromResult<IReadOnlyList<string>>(messages.ContainsKey(identifier) ? [$"{sequence}_{random}_1"] : []);
    }

    public Task WithdrawAsync(string identifier, string msgKey, CancellationToken cancellationToken)
    {
        if (!messages.ContainsKey(identifier))
            throw new TimException(TimErrorCodes.MessageNotFound, "There is no such message.");
        withdrawn[identifier] = true;
        return Task.CompletedTask;
    }
}
