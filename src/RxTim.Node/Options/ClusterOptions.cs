using System.CommandLine;
using System.Net;
using StackExchange.Redis;

namespace RxTim.Node;

/// <summary>The cluster that this node is a part of.</summary>
internal sealed record ClusterSettings
{
    /// <summary>Where the cluster's members, sends and reminders are kept; null for memory.</summary>
    public RedisSettings? Redis { get; init; }

    public string Name { get; init; } = "rxtim";

    /// <summary>The port for other nodes; null for any that is free.</summary>
    public int? SiloPort { get; init; }

    /// <summary>The port for clients of the cluster; null for any that is free.</summary>
    public int? GatewayPort { get; init; }

    /// <summary>By what other nodes reach this one.</summary>
    public IPAddress Advertise { get; init; } = IPAddress.Loopback;

    /// <summary>How long a stop waits for what is in flight.</summary>
    public TimeSpan Drain { get; init; } = ClusterOptions.Drain;

    /// <summary>How long results stay once a consumer has taken them; null for the cluster's own default.</summary>
    public TimeSpan? Keep { get; init; }
}

/// <summary>Where Redis is.</summary>
/// <param name="Address">What to call it in a message: without a password.</param>
/// <param name="Connect">How to connect.</param>
/// <param name="Wait">How long it is waited for at the start.</param>
internal sealed record RedisSettings(string Address, Func<ConfigurationOptions> Connect, TimeSpan Wait);

/// <summary>The options that say which cluster this node is a part of, and how it is reached.</summary>
internal sealed class ClusterOptions
{
    public const string Notes = """
        The cluster:
          Nodes with the same --redis and --cluster are one cluster. Redis keeps its members, its sends and their results, so it
          has to keep what it is told: appendonly yes. A password is read from RXTIM_REDIS_PASSWORD, and a user from
          RXTIM_REDIS_USER. Without --redis the node is alone and keeps all in memory: nothing survives its end.
          The silo and gateway ports have no password of their own: let nobody but the nodes reach them.
        """;

    /// <summary>Under the 30 s after which Kubernetes kills a pod.</summary>
    public static readonly TimeSpan Drain = TimeSpan.FromSeconds(25);

    private const int MostPort = 65_535;

    private static readonly TimeSpan RedisWait = TimeSpan.FromSeconds(60);

    private readonly Option<string> redis = OptionOf.One("--redis", "HOST:PORT",
        "The Redis that keeps the cluster, with options of StackExchange.Redis behind commas, such as redis.internal:6379,ssl=true. "
        + "RXTIM_REDIS by default; without either one node, in memory.");
    private readonly Option<string> redisWait = OptionOf.One("--redis-wait", "DURATION",
        "How long Redis is waited for at the start. 60s by default.");
    private readonly Option<string> cluster = OptionOf.One("--cluster", "NAME", "The cluster's name. rxtim by default.");
    private readonly Option<string> siloPort = OptionOf.One("--silo-port", "N",
        "The port for other nodes. 0, the default, for any that is free.");
    private readonly Option<string> gatewayPort = OptionOf.One("--gateway-port", "N",
        "The port for Orleans clients. 0, the default, for any that is free.");
    private readonly Option<string> advertise = OptionOf.One("--advertise", "IP",
        "The IP address by which other nodes reach this one. 127.0.0.1 by default, for nodes on one machine.");
    private readonly Option<string> drain = OptionOf.One("--drain", "DURATION",
        "How long a stop waits for what is in flight. 25s by default.");

    private readonly Option<string> keep = OptionOf.One("--keep", "DURATION",
        "How long results stay once they are taken, and a send once it is over and all are. 1h by default. Give all nodes the same.");

    public IEnumerable<Option> All => [redis, redisWait, cluster, siloPort, gatewayPort, advertise, drain, keep];

    /// <exception cref="InputException">A value is wrong, or two options exclude each other.</exception>
    public ClusterSettings Read(Given given)
    {
        var found = given.Find(redis, "RXTIM_REDIS");
        if (found.Value is null)
            given.Refuse("a node without --redis", redisWait, advertise);
        return new ClusterSettings
        {
            Redis = found.Value is { } address
                ? ReadRedis(given, found.Name, address, given.Read(redisWait, OptionText.Duration, RedisWait))
                : null,
            Name = given.Read(cluster, OptionValue.Name, "rxtim"),
            SiloPort = given.Read(siloPort, Port, null),
            GatewayPort = given.Read(gatewayPort, Port, null),
            Advertise = given.Read(advertise, OptionValue.MachineAddress, IPAddress.Loopback),
            Drain = given.Read(drain, OptionText.Duration, Drain),
            Keep = given.Read<TimeSpan?>(keep, static (name, text) => OptionText.Duration(name, text), null),
        };
    }

    private static int? Port(string name, string text) =>
        OptionText.Number(name, text, MostPort, least: 0) is > 0 and var port ? port : null;

    private static RedisSettings ReadRedis(Given given, string name, string text, TimeSpan wait)
    {
        ConfigurationOptions options;
        try
        {
            options = ConfigurationOptions.Parse(text);
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException)
        {
            throw new InputException($"{name}: expected the address of Redis, such as redis.internal:6379.", wrong);
        }
        // The text is not repeated: it may have a password in it.
        if (options.Password is not null)
        {
            throw new InputException(
                $"{name}: put the password into the environment variable RXTIM_REDIS_PASSWORD; here others on this machine see it.");
        }
        if (options.EndPoints.Count == 0)
            throw new InputException($"{name}: expected the address of Redis, such as redis.internal:6379.");
        options.Password = given.Secret("RXTIM_REDIS_PASSWORD")?.Reveal();
        options.User = given.Secret("RXTIM_REDIS_USER")?.Reveal() ?? options.User;
        options.AbortOnConnectFail = false;
        return new RedisSettings(string.Join(",", options.EndPoints.Select(Words)), options.Clone, wait);
    }

    private static string Words(EndPoint at) => at is DnsEndPoint named ? $"{named.Host}:{named.Port}" : $"{at}";
}
