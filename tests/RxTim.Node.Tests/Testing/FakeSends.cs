using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using RxTim.Orleans;

namespace RxTim.Node.Tests;

/// <summary>A cluster that does what a test says.</summary>
internal sealed class FakeSends : IClusterSends
{
    public ConcurrentDictionary<string, StartedSend> Started { get; } = new();

    public ConcurrentQueue<string> Commands { get; } = new();

    /// <summary>Takes the identifiers of a start; all of them by default.</summary>
    public Func<IAsyncEnumerable<string>, StartedSend, CancellationToken, Task> Take { get; set; } = static async (identifiers, send, stop) =>
    {
        await foreach (var identifier in identifiers.WithCancellation(stop))
            send.Taken.Enqueue(identifier);
    };

    public Func<ClusterCursor, CancellationToken, IAsyncEnumerable<ClusterResult>> ResultsFrom { get; set; } =
        static (_, _) => AsyncEnumerable.Empty<ClusterResult>();

    public Func<CancellationToken, IAsyncEnumerable<WithdrawResult>> Withdrawals { get; set; } =
        static _ => AsyncEnumerable.Empty<WithdrawResult>();

    /// <summary>What every call throws; null if none does.</summary>
    public Exception? Fault { get; set; }

    public static ClusterProgress Progress(string name, ClusterSendState state = ClusterSendState.Running) => new()
    {
        Name = name,
        State = state,
        AllGiven = true,
        Asked = 5,
        Sent = 3,
        Failed = 1,
        StartedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
    };

    public async Task<ClusterProgress> StartAsync(
        string name, Message message, IAsyncEnumerable<string> identifiers, ClusterSendOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ThrowIfFaulty();
        var send = Started.GetOrAdd(name, _ => new StartedSend(message, options!));
        try
        {
            await Take(identifiers, send, cancellationToken);
        }
        finally
        {
            send.Left.TrySetResult();
        }
        return Progress(name);
    }

    public IObservable<MsgBatchSendResult> Results(string name) => throw new NotSupportedException();

    public IAsyncEnumerable<ClusterResult> ResultsAsync(string name, ClusterCursor from = default, CancellationToken cancellationToken = default) =>
        ResultsFrom(from, cancellationToken);

    public Task<ClusterProgress?> ProgressAsync(string name, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfFaulty();
        return Task.FromResult(name == "nobody" ? null : Progress(name, ClusterSendState.WaitingForConsumer));
    }

    public Task<ClusterProgress> PauseAsync(string name, CancellationToken cancellationToken = default) =>
        Command("pause", name, ClusterSendState.Paused);

    public Task<ClusterProgress> ResumeAsync(string name, CancellationToken cancellationToken = default) =>
        Command("resume", name, ClusterSendState.Running);

    public Task<ClusterProgress> CancelAsync(string name, CancellationToken cancellationToken = default) =>
        Command("cancel", name, ClusterSendState.Cancelled);

    public IAsyncEnumerable<WithdrawResult> WithdrawAsync(string name, CancellationToken cancellationToken = default) =>
        Withdrawals(cancellationToken);

    public async IAsyncEnumerable<ClusterProgress> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        ThrowIfFaulty();
        foreach (var name in Started.Keys.Order())
            yield return Progress(name);
    }

    private Task<ClusterProgress> Command(string what, string name, ClusterSendState state)
    {
        ThrowIfFaulty();
        Commands.Enqueue($"{what} {name}");
        return Task.FromResult(Progress(name, state));
    }

    private void ThrowIfFaulty()
    {
        if (Fault is not null)
            throw Fault;
    }
}

/// <summary>What a cluster was given.</summary>
internal sealed record StartedSend(Message Message, ClusterSendOptions Options)
{
    public ConcurrentQueue<string> Taken { get; } = new();

    /// <summary>Complete when nothing more is taken, whatever the reason.</summary>
    public TaskCompletionSource Left { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
