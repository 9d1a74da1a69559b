using System.Threading.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RxTim.Rest;

namespace RxTim.Hosting;

/// <summary>Makes a client and what belongs to it, each from the services of its key.</summary>
internal sealed class ClientParts(string? key, string name)
{
    public List<Func<IServiceProvider, TimClientOptions, TimClientOptions>> Configure { get; } = [];

    public RestTransportOptions RestOptions(IServiceProvider provider)
    {
        var settings = Settings(provider);
        return settings.HasOtherTransport
            ? throw new InvalidOperationException(
                $"An emulator inside the process stands in for {settings.Path}:Rest: it has no history, takes nothing back and knows no "
                + "accounts.")
            : FromSettings.Transport(settings.Rest, provider.GetRequiredService<TimeProvider>());
    }

    public IMsgBatchTransport Transport(IServiceProvider provider) => new RestTransport(Http(provider), Rest(provider));

    public IMessageHistory History(IServiceProvider provider) => new RestMessageHistory(Http(provider), Rest(provider));

    public IMessageWithdrawal Withdrawal(IServiceProvider provider) => new RestMessageWithdrawal(Http(provider), Rest(provider));

    public RestAccounts Accounts(IServiceProvider provider) => new(Http(provider), Rest(provider));

    public Pacing Pacing(IServiceProvider provider)
    {
        var pace = Settings(provider).Pace;
        var time = provider.GetRequiredService<TimeProvider>();
        return new Pacing(
            pace.CallsPerSecond is { } calls ? Pace.CallsPerSecond(calls, time) : null,
            pace.RecipientsPerMinute is { } recipients ? Pace.RecipientsPerMinute(recipients, time) : null);
    }

    public TimClientOptions ClientOptions(IServiceProvider provider)
    {
        var settings = Settings(provider);
        var pacing = provider.GetRequiredKeyedService<Pacing>(key);
        var options = new TimClientOptions
        {
            IdentifiersPerCall = settings.Client.IdentifiersPerCall,
            MaxConcurrentCalls = settings.Client.MaxConcurrentCalls,
            Retry = FromSettings.Retry(settings.Retry),
            CallLimiter = pacing.Calls,
            RecipientLimiter = pacing.Recipients,
            LoggerFactory = provider.GetService<ILoggerFactory>(),
            TimeProvider = provider.GetRequiredService<TimeProvider>(),
        };
        if (settings.Client.ResultTimeout is { } timeout)
            options = options with { ResultTimeout = timeout };
        return Configure.Aggregate(options, (before, configure) => configure(provider, before));
    }

    public TimClient Client(IServiceProvider provider) => new(
        provider.GetRequiredKeyedService<IMsgBatchTransport>(key), provider.GetRequiredKeyedService<TimClientOptions>(key));

    private RestTransportOptions Rest(IServiceProvider provider) => provider.GetRequiredKeyedService<RestTransportOptions>(key);

    private RxTimOptions Settings(IServiceProvider provider) => provider.GetRequiredService<IOptionsMonitor<RxTimOptions>>().Get(name);

    private HttpClient Http(IServiceProvider provider) =>
        provider.GetRequiredService<IHttpClientFactory>().CreateClient(RxTimDefaults.HttpClientName(key));
}

/// <summary>The limiters of a client, which end with the services.</summary>
internal sealed class Pacing(RateLimiter? calls, RateLimiter? recipients) : IDisposable
{
    public RateLimiter? Calls { get; } = calls;

    public RateLimiter? Recipients { get; } = recipients;

    public void Dispose()
    {
        Calls?.Dispose();
        Recipients?.Dispose();
    }
}
