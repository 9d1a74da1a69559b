using System.Threading.Channels;

namespace RxTim.Journal;

/// <summary>
/// Settles who is in doubt by the backend's history: who has the message was sent to, who has not is pending. What is found is on the disk
/// before anything follows from it.
/// </summary>
internal sealed class DoubtCheck(JournalStore store, JournalWriter writer, IReadOnlyList<OrdinalRange> doubts, JournalSendOptions options)
{
    // Looked up between two commits.
    private const int BetweenCommits = 512;

    private readonly HistoryLookup lookup = new(
        store,
        options.GracePeriod,
        options.Client.ResultTimeout,
        options.Client.CallLimiter,
        options.Client.Retry,
        options.Client.TimeProvider);

    private readonly Message message = store.Contents.Send.Param.Message;

    /// <summary>Checks all, unless it is told to stop.</summary>
    /// <param name="results">Takes the results of those who have the message, and of those whom the history said nothing of.</param>
    /// <param name="absent">Takes who is pending from now on.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    /// <exception cref="TimException">The history cannot be read, or the journal not be written.</exception>
    public async Task RunAsync(
        ChannelWriter<MsgBatchSendResult> results, ChannelWriter<OrdinalRange> absent, CancellationToken cancellationToken)
    {
        if (await lookup.WaitAsync(cancellationToken).ConfigureAwait(false) is not var (from, to))
            return;
        var ordinals = doubts.SelectMany(static range => Enumerable.Range(range.First, range.Count));
        foreach (var some in ordinals.Chunk(BetweenCommits))
        {
            if (options.Stop.IsCancellationRequested)
                return;
            var identifiers = store.Reading.IdentifiersAt(some);
            var found = await lookup.AskAsync(
                some.Length,
                (i, stop) => options.History!.ContainsAsync(identifiers[i], (uint)message.Rand!, (uint)message.Seq!, from, to, stop),
                cancellationToken).ConfigureAwait(false);
            await writer.RecordAsync(new FoundStep(some, found)).ConfigureAwait(false);
            for (var i = 0; i < some.Length; i++)
            {
                if (found[i] is { Found: false, Failure: null })
                    await absent.WriteAsync(new OrdinalRange(some[i], 1), cancellationToken).ConfigureAwait(false);
                else
                    await results.WriteAsync(ResultOf(identifiers[i], found[i]), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private MsgBatchSendResult ResultOf(string identifier, Lookup<bool> found) => found.Failure is { } failure
        ? Doubt.Of(identifier, failure)
        : new MsgBatchSendResult(identifier, 0, "", message with { ConvId = identifier, ConvType = ConvType.C2C });

    private sealed class FoundStep(int[] ordinals, Lookup<bool>[] found) : JournalStep
    {
        public override void Append(JournalStore store)
        {
            for (var i = 0; i < ordinals.Length; i++)
            {
                if (found[i].Failure is null)
                    store.Append(new LogRow(found[i].Found ? LogKind.Answered : LogKind.Absent, ordinals[i]));
            }
        }
    }
}
