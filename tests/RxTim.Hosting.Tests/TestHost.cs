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
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["RxTim:Rest:Domain"] = server.Address.ToString(),
            ["RxTim:Rest:SdkAppId"] = server.SdkAppId.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["RxTim:Rest:Admin"] = server.Admin,
            ["RxTim:Rest:SecretKey"] = server.SecretKey,
        });
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(static setting => setting.Key, static setting => setting.Value));
        return builder;
    }

    public static MsgBatchSendParam Ask(int count) =>
        MsgBatchSendParam.Create(Message.Text("hello"), [.. Enumerable.Range(0, count).Select(static i => $"u{i}")]);

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

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (all)
            all.Add((eventId.Id, formatter(state, exception)));
    }

    public void Dispose()
    {
    }
}
