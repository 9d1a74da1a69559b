using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using RxTim.Emulator;
using RxTim.Rest;

namespace RxTim.Hosting.Tests;

/// <summary>The HttpClient of a service's client.</summary>
public sealed class HttpClientTests
{
    [Fact]
    public async Task A_client_sends_through_the_factorys_HttpClient()
    {
        await using var server = await EmulatorServer.StartAsync(new EmulatorServerOptions(), TestContext.Current.CancellationToken);
        var builder = TestHost.For(server);
        builder.Services.AddRxTim(builder.Configuration);
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);

        var results = new List<MsgBatchSendResult>();
        var client = host.Services.GetRequiredService<TimClient>();
        await foreach (var result in client.MsgBatchSendAsync(TestHost.Ask(3), TestContext.Current.CancellationToken))
            results.Add(result);

        Assert.All(results, static result => Assert.True(result.IsSuccess));
        Assert.Equal(3, server.Emulator.MessagesStored);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_last_handler_lets_each_call_pass_once_whatever_is_added()
    {
        await using var server = await EmulatorServer.StartAsync(new EmulatorServerOptions(), TestContext.Current.CancellationToken);
        var builder = TestHost.For(server);
        builder.Services.AddRxTim(builder.Configuration).HttpClient.AddHttpMessageHandler(static () => new Twice());
        using var host = builder.Build();

        var results = new List<MsgBatchSendResult>();
        var client = host.Services.GetRequiredService<TimClient>();
        await foreach (var result in client.MsgBatchSendAsync(TestHost.Ask(1), TestContext.Current.CancellationToken))
            results.Add(result);

        Assert.Single(results);
        Assert.Equal(1, server.Emulator.MessagesStored);
    }

    [Theory]
    [InlineData(null, null, 10, 300)]
    [InlineData("00:00:02", "00:01:00", 2, 60)]
    public async Task Connections_are_waited_for_and_kept_as_configured(
        string? connect, string? lifetime, int connectSeconds, int lifetimeSeconds)
    {
        await using var server = await EmulatorServer.StartAsync(new EmulatorServerOptions(), TestContext.Current.CancellationToken);
        var builder = TestHost.For(server, ("RxTim:Rest:ConnectTimeout", connect), ("RxTim:Rest:PooledConnectionLifetime", lifetime));
        builder.Services.AddRxTim(builder.Configuration);
        using var host = builder.Build();

        var handler = host.Services.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(RxTimDefaults.HttpClientName());
        while (handler is DelegatingHandler delegating)
            handler = delegating.InnerHandler!;

        var connections = Assert.IsType<SocketsHttpHandler>(handler);
        Assert.Equal(TimeSpan.FromSeconds(connectSeconds), connections.ConnectTimeout);
        Assert.Equal(TimeSpan.FromSeconds(lifetimeSeconds), connections.PooledConnectionLifetime);
        Assert.False(connections.AllowAutoRedirect);
    }

    [Fact]
    public async Task A_resilience_handler_is_warned_of()
    {
        await using var server = await EmulatorServer.StartAsync(new EmulatorServerOptions(), TestContext.Current.CancellationToken);
        var heard = new Heard();
        var builder = TestHost.For(server);
        builder.Logging.AddProvider(heard);
        builder.Services.ConfigureHttpClientDefaults(static http => http.AddStandardResilienceHandler());
        builder.Services.AddRxTim(builder.Configuration);
        using var host = builder.Build();

        _ = host.Services.GetRequiredService<TimClient>();

        Assert.Contains("would repeat a send", Assert.Single(heard.All, static log => log.Id == 101).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_HttpClients_are_left_alone()
    {
        await using var server = await EmulatorServer.StartAsync(new EmulatorServerOptions(), TestContext.Current.CancellationToken);
        var heard = new Heard();
        var builder = TestHost.For(server);
        builder.Logging.AddProvider(heard);
        builder.Services.AddHttpClient("other").AddStandardResilienceHandler();
        builder.Services.AddRxTim(builder.Configuration);
        using var host = builder.Build();

        var handler = host.Services.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler("other");

        Assert.DoesNotContain(heard.All, static log => log.Id == 101);
        for (var next = handler; next is DelegatingHandler delegating; next = delegating.InnerHandler!)
            Assert.IsNotType<SendOnceHandler>(next);
    }

    private sealed class Twice : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await request.Content!.LoadIntoBufferAsync(cancellationToken);
            var first = await base.SendAsync(request, cancellationToken);
            try
            {
                (await base.SendAsync(request, cancellationToken)).Dispose();
            }
            catch (NotSupportedException)
            {
                // That is how the second is stopped; the first counts.
            }
            return first;
        }
    }
}
