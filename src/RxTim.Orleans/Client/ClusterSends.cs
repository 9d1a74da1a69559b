using System.Runtime.CompilerServices;
using System.Text;

namespace RxTim.Orleans;

/// <inheritdoc cref="IClusterSends"/>
internal sealed class ClusterSends(IGrainFactory grains, GrainCalls calls, ClientLife life) : IClusterSends
{
    public async Task<ClusterProgress> StartAsync(
        string name, Message message, IAsyncEnumerable<string> identifiers, ClusterSendOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(identifiers);
        SendName.Checked(name);
        options ??= new ClusterSendOptions();
        options.Validate(message);
        using var span = ShardSpan.BeginStart();
        var request = new SendRequest(Encoding.UTF8.GetBytes(message.ToJson()), options, span?.Id);
        return await life.WhileAsync(over => new SendStarter(name, Send(name), calls).StartAsync(request, identifiers, over), cancellationToken)
            .ConfigureAwait(false);
    }

    public IObservable<MsgBatchSendResult> Results(string name) => PulledAsync(ResultsAsync(name)).Push();

    public IAsyncEnumerable<ClusterResult> ResultsAsync(string name, ClusterCursor from = default, CancellationToken cancellationToken = default)
    {
        SendName.Checked(name);
        return life.WhileAsync(
            () => new ResultStream(name, Send(name), grains, calls, life.Over).ReadAsync(from, CancellationToken.None), cancellationToken);
    }

    public Task<ClusterProgress?> ProgressAsync(string name, CancellationToken cancellationToken = default)
    {
        SendName.Checked(name);
        return life.WhileAsync(over => calls.CallAsync(Send(name).ProgressAsync, over), cancellationToken);
    }

    public Task<ClusterProgress> PauseAsync(string name, CancellationToken cancellationToken = default) =>
        TellAsync(name, SendMode.Pause, cancellationToken);

    public Task<ClusterProgress> ResumeAsync(string name, CancellationToken cancellationToken = default) =>
        TellAsync(name, SendMode.Run, cancellationToken);

    public Task<ClusterProgress> CancelAsync(string name, CancellationToken cancellationToken = default) =>
        TellAsync(name, SendMode.Cancel, cancellationToken);

    public IAsyncEnumerable<WithdrawResult> WithdrawAsync(string name, CancellationToken cancellationToken = default)
    {
        SendName.Checked(name);
        return life.WhileAsync(() => new Withdrawing(name, Send(name), grains, calls).RunAsync(CancellationToken.None), cancellationToken);
    }

    public async IAsyncEnumerable<ClusterProgress> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var names = await life.WhileAsync(
            over => calls.CallAsync(grains.GetGrain<ISendsGrain>(ISendsGrain.Key).ListAsync, over), cancellationToken).ConfigureAwait(false);
        foreach (var name in names)
        {
            if (await ProgressAsync(name, cancellationToken).ConfigureAwait(false) is { } progress)
                yield return progress;
        }
    }

    private Task<ClusterProgress> TellAsync(string name, SendMode mode, CancellationToken cancellationToken)
    {
        SendName.Checked(name);
        return life.WhileAsync(over => calls.CallAsync(() => Send(name).TellAsync(mode), over), cancellationToken);
    }

    private ISendGrain Send(string name) => grains.GetGrain<ISendGrain>(name);

    private static async IAsyncEnumerable<MsgBatchSendResult> PulledAsync(
        IAsyncEnumerable<ClusterResult> results, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var result in results.WithCancellation(cancellationToken).ConfigureAwait(false))
            yield return result.Result;
    }
}
