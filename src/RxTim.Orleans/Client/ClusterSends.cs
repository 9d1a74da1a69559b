using System.Runtime.CompilerServices;
using System.Text;

namespace RxTim.Orleans;

/// <inheritdoc cref="IClusterSends"/>
internal sealed class ClusterSends(IGrainFactory grains) : IClusterSends
{
    public async Task<ClusterProgress> StartAsync(
        string name, Message message, IAsyncEnumerable<string> identifiers, ClusterSendOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(identifiers);
        var send = Send(name);
        options ??= new ClusterSendOptions();
        options.Validate(message);
        using var span = ShardSpan.BeginStart();
        var request = new SendRequest(Encoding.UTF8.GetBytes(message.ToJson()), options, span?.Id);
        return await new SendStarter(name, send).StartAsync(request, identifiers, cancellationToken).ConfigureAwait(false);
    }

    public IObservable<MsgBatchSendResult> Results(string name) => PulledAsync(ResultsAsync(name)).Push();

    public IAsyncEnumerable<ClusterResult> ResultsAsync(string name, ClusterCursor from = default, CancellationToken cancellationToken = default) =>
        new ResultStream(name, Send(name), grains).ReadAsync(from, cancellationToken);

    public Task<ClusterProgress?> ProgressAsync(string name, CancellationToken cancellationToken = default)
    {
        var send = Send(name);
        return GrainCalls.CallAsync(send.ProgressAsync, cancellationToken);
    }

    public Task<ClusterProgress> PauseAsync(string name, CancellationToken cancellationToken = default) =>
        TellAsync(name, SendMode.Pause, cancellationToken);

    public Task<ClusterProgress> ResumeAsync(string name, CancellationToken cancellationToken = default) =>
        TellAsync(name, SendMode.Run, cancellationToken);

    public Task<ClusterProgress> CancelAsync(string name, CancellationToken cancellationToken = default) =>
        TellAsync(name, SendMode.Cancel, cancellationToken);

    public IAsyncEnumerable<WithdrawResult> WithdrawAsync(string name, CancellationToken cancellationToken = default) =>
        new Withdrawing(name, Send(name), grains).RunAsync(cancellationToken);

    public async IAsyncEnumerable<ClusterProgress> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var list = grains.GetGrain<ISendsGrain>(ISendsGrain.Key);
        foreach (var name in await GrainCalls.CallAsync(list.ListAsync, cancellationToken).ConfigureAwait(false))
        {
            if (await ProgressAsync(name, cancellationToken).ConfigureAwait(false) is { } progress)
                yield return progress;
        }
    }

    private Task<ClusterProgress> TellAsync(string name, SendMode mode, CancellationToken cancellationToken)
    {
        var send = Send(name);
        return GrainCalls.CallAsync(() => send.TellAsync(mode), cancellationToken);
    }

    private ISendGrain Send(string name) => grains.GetGrain<ISendGrain>(SendName.Checked(name));

    private static async IAsyncEnumerable<MsgBatchSendResult> PulledAsync(
        IAsyncEnumerable<ClusterResult> results, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var result in results.WithCancellation(cancellationToken).ConfigureAwait(false))
            yield return result.Result;
    }
}
