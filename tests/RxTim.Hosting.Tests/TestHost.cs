using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RxTim.Emulator;

namespace RxTim.Hosting.Tests;

/// <summary>A service whose client sends to an emulator's server.</summary>
internal static class TestHost
{
    public static HostApplicationBuilder For(EmulatorServer server, params (string Key, string? Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        foreach (var (key, value) in SettingsOf(server, "RxTim"))
            builder.Configuration[key] = value;
        foreach (var (key, value) in settings)
            builder.Configuration[key] = value;
        return builder;
    }

    /// <summary>How a client reaches a server, in the section of that path.</summary>
    public static (string Key, string? Value)[] SettingsOf(EmulatorServer server, string path) =>
    [
        ($"{path}:Rest:Domain", server.Address.ToString()),
        ($"{path}:Rest:SdkAppId", server.SdkAppId.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ($"{path}:Rest:Admin", server.Admin),
        ($"{path}:Rest:SecretKey", server.SecretKey),
    ];

    public static MsgBatchSendParam Ask(int count) =>
        MsgBatchSendParam.Create(Message.Text("hello"), [.. Enumerable.Range(0, count).Select(static i => $"u{i}")]);

    /// <summary>From how many receivers an emulator's messages were taken back, as its inbox tells.</summary>
    public static async Task<int> WithdrawnAsync(EmulatorServer server)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        var withdrawn = 0;
        foreach (var receiver in server.Emulator.Messages.Select(static message => message.Receiver).Distinct())
        {
            var page = await http.GetFromJsonAsync<JsonElement>(
                $"emulator/messages?account={Uri.EscapeDataString(receiver)}", TestContext.Current.CancellationToken);
            var messages = page.GetProperty("messages").EnumerateArray();
            withdrawn += messages.Count(static message => message.GetProperty("withdrawn").GetBoolean());
        }
        return withdrawn;
    }

    /// <summary>Waits until something is so.</summary>
    public static async Task UntilAsync(Func<bool> isSo)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!isSo())
            await Task.Delay(20, bound.Token);
    }
}

/// <summary>Keeps what is logged.</summary>
internal sealed class Heard : ILoggerProvider, ILogger
{
    private readonly List<(int Id, string Text)> all = [];

    public IReadOnlyList<(int Id, string Text)> All
    {
        get
        {
            lock (all)
                return [.. all];
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (all)
            all.Add((eventId.Id, formatter(state, exception)));
    }

    public void Dispose()
    {
    }
}
