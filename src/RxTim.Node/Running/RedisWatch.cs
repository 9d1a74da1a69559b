using StackExchange.Redis;

namespace RxTim.Node;

/// <summary>Waits for Redis at the start, and knows afterwards whether it is there, so that requests are answered at once while it is
/// not.</summary>
internal sealed partial class RedisWatch(RedisSettings settings, TimeProvider time, ILogger<RedisWatch> logger) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private ConnectionMultiplexer? connection;

    /// <summary>Why requests cannot be done; null if they can.</summary>
    public string? Fault => connection is { IsConnected: true } ? null : $"Redis at {settings.Address} cannot be reached.";

    /// <summary>What it keeps; once it has answered.</summary>
    public IDatabase Database => connection!.GetDatabase();

    /// <summary>Complete when Redis answers.</summary>
    /// <exception cref="TimeoutException">It did not in time.</exception>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var options = settings.Connect();
        options.ClientName = "rxtim-node";
        // Whoever asks is answered now, not when Redis is back.
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ConnectTimeout = (int)Math.Min(options.ConnectTimeout, settings.Wait.TotalMilliseconds);
        connection = await ConnectionMultiplexer.ConnectAsync(options);
        connection.ConnectionFailed += OnLost;
        connection.ConnectionRestored += OnBack;
        var start = time.GetTimestamp();
        for (var tries = 0; !await AnswersAsync(connection); tries++)
        {
            if (time.GetElapsedTime(start) >= settings.Wait)
            {
                throw new TimeoutException($"Redis at {settings.Address} did not answer within {Logging.Seconds(settings.Wait)} s. "
                    + "Is it running, and is its password right?");
            }
            if (tries == 0)
                Waiting(settings.Address, Logging.Seconds(settings.Wait));
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is not null)
            await connection.DisposeAsync();
    }

    private static async Task<bool> AnswersAsync(ConnectionMultiplexer connection)
    {
        try
        {
            await connection.GetDatabase().PingAsync();
            return true;
        }
        catch (Exception away) when (away is RedisException or TimeoutException)
        {
            return false;
        }
    }

    private void OnLost(object? sender, ConnectionFailedEventArgs lost)
    {
        if (lost.ConnectionType == ConnectionType.Interactive)
            Lost(settings.Address);
    }

    private void OnBack(object? sender, ConnectionFailedEventArgs back)
    {
        if (back.ConnectionType == ConnectionType.Interactive)
            Back(settings.Address);
    }

    [LoggerMessage(311, LogLevel.Warning, "Redis at {Address} does not answer; waiting for it for {Seconds} s.")]
    private partial void Waiting(string address, string seconds);

    [LoggerMessage(312, LogLevel.Warning, "Redis at {Address} is gone: requests are answered with 503 until it is back.")]
    private partial void Lost(string address);

    [LoggerMessage(313, LogLevel.Information, "Redis at {Address} is back.")]
    private partial void Back(string address);
}
