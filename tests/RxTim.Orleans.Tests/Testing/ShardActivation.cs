using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans;
using Orleans.Runtime;

namespace RxTim.Orleans.Tests;

/// <summary>An activation of a shard without its grain: a test makes two of one shard, as a cluster does whose membership is in doubt.</summary>
internal sealed class ShardActivation : IAsyncDisposable
{
    private static readonly GrainId Id = GrainId.Create("shard", "fence/0");

    private readonly SharedStorage storage;
    private readonly GrainState<StoredBytes> state = new();
    private readonly SiloSending sending;
    private readonly ShardWriter writer;
    private readonly Task writing;

    private ShardActivation(SharedStorage storage, HistoryBackend backend, string[] identifiers, InDoubtPolicy policy)
    {
        this.storage = storage;
        // Nothing is awaited: this storage reads at once.
        storage.ReadStateAsync("progress", Id, state).GetAwaiter().GetResult();
        var ledger = state.RecordExists ? ShardLedger.Decode(state.State!.Data) : ShardLedger.Empty(identifiers.Length);
        var options = new RxTimSiloOptions { Transport = _ => backend, History = _ => backend };
        sending = new SiloSending(new ServiceCollection().BuildServiceProvider(), options, null!, NullLoggerFactory.Instance);
        writer = new ShardWriter(ledger, StoreAsync, TimeProvider.System);
        writing = Task.Run(writer.RunAsync);
        var plan = new SendPlan(
            Encoding.UTF8.GetBytes(Ask.Hi.ToJson()), 1, 2, new ClusterSendOptions { InDoubt = policy, GracePeriod = TimeSpan.Zero }, null);
        Ended = ledger.IsFinished ? Task.CompletedTask : new ShardRun(sending, writer, identifiers, plan, SendMode.Run).Ended;
    }

    /// <summary>Complete when the work is done; fails where another activation has taken the shard.</summary>
    public Task Ended { get; }

    /// <summary>The results in storage.</summary>
    public int Results => writer.StoredResults;

    /// <summary>Reads what is stored, and goes on with it.</summary>
    public static ShardActivation Begin(SharedStorage storage, HistoryBackend backend, string[] identifiers, InDoubtPolicy policy) =>
        new(storage, backend, identifiers, policy);

    public async ValueTask DisposeAsync()
    {
        writer.End();
        await writing;
        await sending.DisposeAsync();
    }

    public Task<List<ResultRun>> ReadAsync() => writer.AskAsync(static ledger => ledger.Read(0, ledger.Results));

    private Task StoreAsync(byte[] data)
    {
        state.State = new StoredBytes { Data = data };
        return storage.WriteStateAsync("progress", Id, state);
    }
}
