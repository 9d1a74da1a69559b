using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace RxTim.Hosting;

/// <summary>The HttpClient of a client: no redirects, a time limit for the connection, and connections that do not outlive a change of the
/// address. The time for an answer is the client's own (<see cref="TimClientOptions.ResultTimeout"/>).</summary>
internal static class HttpClients
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    public static IHttpClientBuilder Add(IServiceCollection services, string? key, string name)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHttpMessageHandlerBuilderFilter, SendOnceFilter>());
        services.AddSingleton(new SendOnceClient(RxTimDefaults.HttpClientName(key)));
        return services.AddHttpClient(RxTimDefaults.HttpClientName(key))
            .ConfigureHttpClient(static http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => Connections(
                provider.GetRequiredService<IOptionsMonitor<RxTimOptions>>().Get(name).Rest))
            // The handler's own connections are renewed, and a client is kept as long as the service runs.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
    }

    private static SocketsHttpHandler Connections(RestSettings rest) => new()
    {
        ConnectTimeout = rest.ConnectTimeout ?? ConnectTimeout,
        PooledConnectionLifetime = rest.PooledConnectionLifetime ?? ConnectionLifetime,
        AllowAutoRedirect = false,
    };
}

/// <summary>The name of an HttpClient that sends messages.</summary>
internal sealed record SendOnceClient(string Name);
