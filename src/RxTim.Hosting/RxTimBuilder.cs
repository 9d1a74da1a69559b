using Microsoft.Extensions.DependencyInjection;

namespace RxTim.Hosting;

/// <summary>What of an added client can be set up further.</summary>
public sealed class RxTimBuilder
{
    private readonly ClientParts parts;

    internal RxTimBuilder(IServiceCollection services, string? key, ClientParts parts, IHttpClientBuilder httpClient)
    {
        Services = services;
        Key = key;
        HttpClient = httpClient;
        this.parts = parts;
    }

    /// <summary>The services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>The client's key; null for the one without.</summary>
    public string? Key { get; }

    /// <summary>The HttpClient that the requests go through. Whatever handlers are added, a <see cref="Rest.SendOnceHandler"/> stands
    /// behind them, so that no message is sent twice.</summary>
    public IHttpClientBuilder HttpClient { get; }

    /// <summary>Changes the client's options, after what the configuration says: for interceptors, predicates and handlers.</summary>
    /// <param name="configure">Given the services and the options so far; gives the options.</param>
    /// <returns>The same builder.</returns>
    public RxTimBuilder ConfigureClient(Func<IServiceProvider, TimClientOptions, TimClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        parts.Configure.Add(configure);
        return this;
    }
}
