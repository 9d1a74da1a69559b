using System.Globalization;
using StackExchange.Redis;

namespace RxTim.Node;

/// <summary>
/// Sees to it that all nodes of a cluster send to one backend: a shard runs on any of them. Each node says in Redis where it sends to, again
/// and again, and one that sends elsewhere than those that are there does not start.
/// </summary>
internal sealed class SameBackend : IAsyncDisposable
{
    /// <summary>How long the word of a node holds that fell without taking it back.</summary>
    public static readonly TimeSpan Holds = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly IDatabase redis;
    private readonly RedisKey key;
    private readonly string backend;
    private readonly TimeProvider time;
    private readonly RedisValue node = Guid.NewGuid().ToString("N");
    private readonly CancellationTokenSource ending = new();
    private readonly Task saying;

    private SameBackend(IDatabase redis, RedisKey key, string backend, TimeProvider time)
    {
        this.redis = redis;
        this.key = key;
        this.backend = backend;
        this.time = time;
        saying = KeepSayingAsync();
    }

    /// <summary>Says where this node sends to.</summary>
    /// <exception cref="InputException">Other nodes of the cluster send elsewhere.</exception>
    public static async Task<SameBackend> ClaimAsync(IDatabase redis, string cluster, BackendSettings backend, TimeProvider time)
    {
        var own = new SameBackend(redis, $"{cluster}/rxtim-node/backends", WordOf(backend), time);
        // Said before the others are heard, so that of two that start at one time at least one hears the other.
        await own.SayAsync();
        if (!await own.OthersDifferAsync())
            return own;
        await own.DisposeAsync();
        throw new InputException(
            $"Other nodes of the cluster {cluster} send to another backend. Give all the same --rest, --sdk-app-id and --from, or this one "
            + $"another --cluster. If those nodes were killed, wait {Logging.Seconds(Holds)} s.");
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await saying;
        ending.Dispose();
        try
        {
            await redis.HashDeleteAsync(key, node);
        }
        catch (Exception away) when (IsAway(away))
        {
            // Its time will be over.
        }
    }

    private static string WordOf(BackendSettings backend) => backend.Rest is { } rest
        ? $"{rest.Domain.GetLeftPart(UriPartial.Authority)} {rest.SdkAppId} {rest.From ?? rest.Admin}"
        : "embedded";

    private static bool IsAway(Exception failed) => failed is RedisException or TimeoutException;

    private async Task KeepSayingAsync()
    {
        while (true)
        {
            await Task.Delay(Pause, time, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ending.IsCancellationRequested)
                return;
            try
            {
                await SayAsync();
            }
            catch (Exception away) when (IsAway(away))
            {
                // Who starts meanwhile waits for Redis too.
            }
        }
    }

    private async Task SayAsync() => await redis.HashSetAsync(key, node, $"{await SecondsAsync() + (long)Holds.TotalSeconds} {backend}");

    private async Task<bool> OthersDifferAsync()
    {
        var now = await SecondsAsync();
        var differ = false;
        foreach (var (other, word) in (await redis.HashGetAllAsync(key)).Select(static entry => (entry.Name, $"{entry.Value}")))
        {
            var space = word.IndexOf(' ', StringComparison.Ordinal);
            if (long.Parse(word.AsSpan(0, space), CultureInfo.InvariantCulture) < now)
                await redis.HashDeleteAsync(key, other);
            else
                differ |= word[(space + 1)..] != backend;
        }
        return differ;
    }

    // By the clock of Redis, for those of the nodes differ.
    private async Task<long> SecondsAsync() =>
        long.Parse($"{((RedisResult[])(await redis.ExecuteAsync("TIME"))!)[0]}", CultureInfo.InvariantCulture);
}
