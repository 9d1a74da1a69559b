using Microsoft.Extensions.Logging;

namespace RxTim.Orleans;

/// <summary>What all shards of a silo send with: one client, so that the transport's limits and the pauses for "too many calls" are kept by
/// all of them together.</summary>
internal sealed class SiloSending : ISendInterceptor, IAsyncDisposable
{
    // What may be in flight of one shard by default. A call holds its place through two writes, so few small calls would leave the backend
    // idle meanwhile.
    private const int IdentifiersInFlight = 8_000;

    // Which round begins a send, in the flow of whoever enumerates it.
    private static readonly AsyncLocal<RoundSession?> Beginning = new();

    private readonly TimClient client;

    // Null where the cluster has no pace of its own.
    private readonly ClusterPacing? pacing;

    public SiloSending(IServiceProvider services, RxTimSiloOptions options, IGrainFactory grains, ILoggerFactory loggers)
    {
        options.Validate();
        DrainTimeout = options.DrainTimeout;
        var transport = options.Transport!(services);
        History = options.History?.Invoke(services);
        Withdrawal = options.Withdrawal?.Invoke(services);
        var limits = transport.Limits;
        var perCall = Math.Min(options.Client.IdentifiersPerCall ?? limits.BestIdentifiersPerCall, limits.MaxIdentifiersPerCall);
        pacing = options.Pace is { } pace
            ? new ClusterPacing(pace, grains, options.Client.TimeProvider, loggers.CreateLogger<ClusterPacing>())
            : null;
        var own = options.Client with
        {
            // Each ordinal is an identifier to be answered, and who gave them has left repeats out.
            Duplicates = DuplicateIdentifiers.SendEach,
            MaxConcurrentCalls = options.Client.MaxConcurrentCalls ?? Math.Max(limits.BestCallsInFlight, IdentifiersInFlight / perCall),
            LoggerFactory = options.Client.LoggerFactory ?? loggers,
            // What is unknown is for the send's policy.
            Retry = options.Client.Retry with { RetryUnknown = false },
            Interceptors = [this, .. options.Client.Interceptors],
        };
        Client = pacing?.Apply(own) ?? own;
        client = new TimClient(transport, Client);
        HistoryFaults = new HistoryFaults(loggers.CreateLogger<HistoryFaults>(), Client.TimeProvider);
    }

    /// <summary>The client's options as they are in force.</summary>
    public TimClientOptions Client { get; }

    /// <summary>How long a silo that stops waits for what is in flight.</summary>
    public TimeSpan DrainTimeout { get; }

    public IMessageHistory? History { get; }

    public HistoryFaults HistoryFaults { get; }

    public IMessageWithdrawal? Withdrawal { get; }

    SendSession ISendInterceptor.Begin(SendStart send) =>
        (Beginning.Value ?? throw new InvalidOperationException("A send of a silo's client that no shard began.")).Begin(send);

    /// <summary>Sends to some, and returns when each has an answer or the round was drained.</summary>
    /// <exception cref="TimException">The round was stopped.</exception>
    public async Task SendAsync(Message message, IEnumerable<string> identifiers, RoundSession round)
    {
        Beginning.Value = round;
        var param = new MsgBatchSendParam { Identifiers = [], Message = message };
        await foreach (var _ in client.MsgBatchSendAsync(param, Streamed(identifiers)).ConfigureAwait(false))
        {
            // The session has them.
        }
    }

    /// <summary>How messages are taken back: as fast as calls go out.</summary>
    public WithdrawOptions WithdrawOptions
    {
        get
        {
            var own = new WithdrawOptions
            {
                CallLimiter = Client.CallLimiter,
                ResultTimeout = Client.ResultTimeout,
                TimeProvider = Client.TimeProvider,
            };
            return pacing?.Apply(own) ?? own;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync().ConfigureAwait(false);
        if (pacing is not null)
            await pacing.DisposeAsync().ConfigureAwait(false);
    }

#pragma warning disable CS1998 // Nothing is awaited: the identifiers are there.
    private static async IAsyncEnumerable<string> Streamed(IEnumerable<string> identifiers)
#pragma warning restore CS1998
    {
        foreach (var identifier in identifiers)
            yield return identifier;
    }
}
