namespace RxTim.Node;

/// <summary>A node from its start to its end.</summary>
internal sealed partial class NodeRun(NodeSettings settings, Surroundings around)
{
    private const string Stopping = "The node is stopping.";

    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken interruption)
    {
        await using var backend = Backend.Open(settings.Backend, around.Time);
        using var door = new ClusterDoor();
        await using var web = ApiServer.Build(settings.Listen, door, backend.FaultOf, around.Time, Logging.Configure);
        try
        {
            await web.StartAsync(interruption);
        }
        catch (IOException taken)
        {
            around.Complain($"the HTTP API cannot listen: {taken.Message}");
            return ExitCode.Failed;
        }
        try
        {
            return await RunAsync(web, door, backend, interruption);
        }
        finally
        {
            await door.CloseAsync(Stopping);
            await web.StopAsync(CancellationToken.None);
        }
    }

    private async Task<int> RunAsync(WebApplication web, ClusterDoor door, Backend backend, CancellationToken interruption)
    {
        var loggers = web.Services.GetRequiredService<ILoggerFactory>();
        var logger = loggers.CreateLogger<NodeRun>();
        await using var redis = settings.Cluster.Redis is { } address
            ? new RedisWatch(address, around.Time, loggers.CreateLogger<RedisWatch>())
            : null;
        SameBackend? same = null;
        Silo silo;
        try
        {
            if (redis is null)
            {
                InMemory(logger);
            }
            else
            {
                await WaitAsync(redis, door, interruption);
                same = await SameBackend.ClaimAsync(redis.Database, settings.Cluster.Name, settings.Backend, around.Time);
            }
            silo = await Silo.StartAsync(settings, backend, around, interruption);
        }
        catch (OperationCanceledException) when (interruption.IsCancellationRequested)
        {
            return ExitCode.Ended;
        }
        catch (Exception failed) when (failed is not InputException)
        {
            around.Complain($"the node could not start: {failed.Message}");
            return ExitCode.Failed;
        }
        await using (same)
        await using (silo)
        {
            door.Open(silo.Sends);
            foreach (var url in web.Urls)
                Ready(logger, url, settings.Cluster.Name);
            return await RunAsync(silo, door, logger, interruption);
        }
    }

    private static Task WaitAsync(RedisWatch redis, ClusterDoor door, CancellationToken interruption)
    {
        door.StorageFault = () => redis.Fault;
        return redis.WaitAsync(interruption);
    }

    private async Task<int> RunAsync(Silo silo, ClusterDoor door, ILogger logger, CancellationToken interruption)
    {
        await silo.Ended.WaitAsync(interruption).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!interruption.IsCancellationRequested)
        {
            around.Complain("the silo ended by itself. Start the node anew.");
            return ExitCode.Failed;
        }
        await door.CloseAsync(Stopping);
        Drains(logger, Logging.Seconds(settings.Cluster.Drain));
        await silo.StopAsync();
        Ended(logger);
        return ExitCode.Ended;
    }

    [LoggerMessage(331, LogLevel.Warning, "Without --redis this node is alone and keeps all in memory: nothing survives its end.")]
    private static partial void InMemory(ILogger logger);

    [LoggerMessage(332, LogLevel.Information, "Ready at {Url}, in the cluster {Cluster}.")]
    private static partial void Ready(ILogger logger, string url, string cluster);

    [LoggerMessage(333, LogLevel.Information,
        "Stopping: nothing more is handed over, and what is in flight is waited for, {Seconds} s at most.")]
    private static partial void Drains(ILogger logger, string seconds);

    [LoggerMessage(334, LogLevel.Information, "Ended.")]
    private static partial void Ended(ILogger logger);
}
