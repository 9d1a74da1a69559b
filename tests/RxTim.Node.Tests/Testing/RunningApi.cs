using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace RxTim.Node.Tests;

/// <summary>The HTTP API over a fake cluster, on a free port.</summary>
internal sealed class RunningApi : IAsyncDisposable
{
    private readonly WebApplication web;

    private RunningApi(ClusterDoor door, WebApplication web, HttpClient http)
    {
        Door = door;
        this.web = web;
        Http = http;
    }

    public ClusterDoor Door { get; }

    public HttpClient Http { get; }

    public FakeSends Sends { get; } = new();

    /// <summary>All that was logged.</summary>
    public required LogText Log { get; init; }

    public static async Task<RunningApi> StartAsync(
        string? token = null, TimeProvider? time = null, bool isOpen = true, Func<Message, string?>? faultOf = null)
    {
        var door = new ClusterDoor();
        var log = new LogText();
        var listen = new ListenSettings { Addresses = [IPAddress.Loopback], Port = 0, Token = token is null ? null : new Secret(token) };
        var web = ApiServer.Build(listen, door, faultOf ?? (static _ => null), time ?? TimeProvider.System,
            logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Information));
        await web.StartAsync(TestContext.Current.CancellationToken);
        var http = new HttpClient { BaseAddress = new Uri(web.Urls.First()), Timeout = Timeout.InfiniteTimeSpan };
        var api = new RunningApi(door, web, http) { Log = log };
        if (isOpen)
            door.Open(api.Sends);
        return api;
    }

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => AskAsync(HttpMethod.Get, path, null, headers);

    public Task<Answer> PostAsync(string path, string body = "", params (string Name, string Value)[] headers) =>
        AskAsync(HttpMethod.Post, path, new StringContent(body, Encoding.UTF8, "application/x-ndjson"), headers);

    /// <summary>A connection of one's own, to do what no client does.</summary>
    public async Task<Socket> ConnectAsync(string request)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, Http.BaseAddress!.Port, TestContext.Current.CancellationToken);
        await socket.SendAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        return socket;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Door.CloseAsync("The test is over.");
        await web.DisposeAsync();
        Door.Dispose();
    }

    private async Task<Answer> AskAsync(HttpMethod method, string path, HttpContent? body, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response.Headers);
    }
}
