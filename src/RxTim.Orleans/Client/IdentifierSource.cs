using System.Runtime.CompilerServices;

namespace RxTim.Orleans;

/// <summary>The identifiers that a caller gives, each checked and without repeats, and those of them that the cluster has not taken
/// yet.</summary>
internal sealed class IdentifierSource : IAsyncDisposable
{
    // So long those that are there wait for others.
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(5);

    // A block of more would be long for a storage's one value.
    private const int MostBytes = 256 * 1024;

    private readonly IAsyncEnumerator<string> identifiers;
    private readonly TimeProvider time;
    private readonly CancellationToken cancellationToken;
    private readonly Queue<string> waiting = new();
    private IdentifierChecksum sum = IdentifierChecksum.Empty;

    // A move that has begun and is not over.
    private Task<bool>? moving;

    public IdentifierSource(IAsyncEnumerable<string> source, TimeProvider time, CancellationToken cancellationToken)
    {
        this.time = time;
        this.cancellationToken = cancellationToken;
        identifiers = Identifiers.DistinctAsync(Checked(source, cancellationToken), cancellationToken).GetAsyncEnumerator(cancellationToken);
    }

    /// <summary>How many the cluster has taken.</summary>
    public long Taken { get; private set; }

    /// <summary>The checksum over them.</summary>
    public ulong Checksum => sum.Value;

    /// <summary>Whether the source has ended; those that wait are the last.</summary>
    public bool IsAtEnd { get; private set; }

    public bool HasWaiting => waiting.Count > 0;

    /// <summary>Waits for one, and for others that come soon, up to so many.</summary>
    public async Task FillAsync(int most)
    {
        var bytes = waiting.Sum(static identifier => identifier.Length + 2);
        while (waiting.Count < most && bytes < MostBytes && !IsAtEnd)
        {
            if (!await MoveAsync(mayWait: waiting.Count == 0).ConfigureAwait(false))
                return;
            bytes += identifiers.Current.Length + 2;
        }
    }

    /// <summary>Those that wait, and the checksum over all that were taken and them.</summary>
    public (string[] Identifiers, ulong After) Next(int most)
    {
        string[] next = [.. waiting.Take(most)];
        var after = sum;
        foreach (var identifier in next)
            after.Add(identifier);
        return (next, after.Value);
    }

    /// <summary>Passes over those that the cluster has taken.</summary>
    /// <returns>False if there are not so many.</returns>
    public async Task<bool> TakeAsync(long taken)
    {
        while (Taken < taken)
        {
            if (waiting.Count == 0 && !await MoveAsync(mayWait: true).ConfigureAwait(false))
                return false;
            sum.Add(waiting.Dequeue());
            Taken++;
        }
        return true;
    }

    /// <summary>Ends the source. One that is in the midst of a move and does not heed its token is left behind after some seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        if (moving is Task over)
        {
            await over.WaitAsync(LongestEnd, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!over.IsCompleted)
                return;
        }
        await identifiers.DisposeAsync().ConfigureAwait(false);
    }

    // False if there is none, or none soon.
    private async ValueTask<bool> MoveAsync(bool mayWait)
    {
        if (IsAtEnd)
            return false;
        if (moving is null)
        {
            var move = identifiers.MoveNextAsync();
            if (move.IsCompletedSuccessfully)
                return Moved(move.Result);
            moving = move.AsTask();
        }
        if (!mayWait && await Task.WhenAny(moving, Task.Delay(Linger, time, cancellationToken)).ConfigureAwait(false) != moving)
            return false;
        var moved = await moving.WaitAsync(cancellationToken).ConfigureAwait(false);
        moving = null;
        return Moved(moved);
    }

    private bool Moved(bool moved)
    {
        if (moved)
            waiting.Enqueue(identifiers.Current);
        else
            IsAtEnd = true;
        return moved;
    }

    private static async IAsyncEnumerable<string> Checked(
        IAsyncEnumerable<string> source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var number = 0L;
        await foreach (var identifier in source.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            number++;
            if (Identifiers.Problem(identifier) is { } problem)
                throw new ArgumentException($"Identifier {number} of the source: {problem}.");
            yield return identifier;
        }
    }
}
