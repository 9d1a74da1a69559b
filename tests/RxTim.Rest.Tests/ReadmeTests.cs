using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;

namespace RxTim.Rest.Tests;

/// <summary>The package's README, compiled and run.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void The_handlers_of_the_README_are_composed()
    {
        var services = new ServiceCollection();

        services.AddHttpClient("rxtim", http => http.Timeout = Timeout.InfiniteTimeSpan)
            .AddStandardResilienceHandler(options => options.Retry.DisableForUnsafeHttpMethods());
        services.AddHttpClient("rxtim")
            .AddHttpMessageHandler(() => new SendOnceHandler());

        using var provider = services.BuildServiceProvider();
        using var http = provider.GetRequiredService<IHttpClientFactory>().CreateClient("rxtim");
        var handlers = Handlers(provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler("rxtim")).ToList();
        Assert.Equal(Timeout.InfiniteTimeSpan, http.Timeout);
        var once = handlers.FindIndex(static handler => handler is SendOnceHandler);
        Assert.True(once > handlers.FindIndex(static handler => handler.GetType().Name.Contains("Resilience")), string.Join(' ', handlers));
    }

    private static IEnumerable<HttpMessageHandler> Handlers(HttpMessageHandler? first)
    {
        for (var handler = first; handler is not null; handler = (handler as DelegatingHandler)?.InnerHandler)
            yield return handler;
    }
}
