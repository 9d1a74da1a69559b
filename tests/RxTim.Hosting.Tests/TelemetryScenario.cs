using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using RxTim.Emulator;
using RxTim.Rest;

namespace RxTim.Hosting.Tests;

/// <summary>Sends in which all goes wrong that is told of: by themselves, and as journals of a service. Kept as exporters get it.</summary>
public sealed class TelemetryScenario : IAsyncLifetime
{
    /// <summary>In each identifier, in the text, in what the backend says, in what is thrown, and in the key.</summary>
    public const string Secret = "confidential";

    private readonly string folder = Directory.CreateTempSubdirectory("rxtim-telemetry-").FullName;
    private readonly List<Activity> spans = [];
    private readonly List<LogRecord> logs = [];

    public IReadOnlyList<Activity> Spans => spans;

    public IReadOnlyList<LogRecord> Logs => logs;

    public List<MetricSnapshot> Metrics { get; } = [];

    public async ValueTask InitializeAsync()
    {
        using var tracing = Sdk.CreateTracerProviderBuilder().AddSource(TimTelemetry.Name).AddInMemoryExporter(spans).Build();
        using var metering = Sdk.CreateMeterProviderBuilder().AddMeter(TimTelemetry.Name).AddInMemoryExporter(Metrics).Build();
        using (var logging = LoggerFactory.Create(Log))
        {
            await FaultyAsync(logging);
            await StoppedAsync(logging);
            await CancelledAsync(logging);
        }
        await using (var server = await EmulatorServer.StartAsync(Slow, TestContext.Current.CancellationToken))
        {
            await InDoubtAsync(server);
            server.Emulator.Faults = server.Emulator.Faults with { Latency = default };
            await RefusedAsync(server);
            await ResumedAsync(server);
        }
        await WithEmulatorAsync();
        // The metrics are exported when their provider is disposed of.
        tracing.ForceFlush();
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return default;
    }

    // Nobody is answered before a test has made up its mind.
    private static EmulatorServerOptions Slow => new()
    {
        SecretKey = $"{Secret} key",
        Emulator = new TimEmulatorOptions
        {
            Latency = new LatencyRange(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5)),
            StrictIdentifiers = false,
        },
    };

    private static MsgBatchSendParam Ask(int count) =>
        MsgBatchSendParam.Create(Message.Text($"{Secret} text"), [.. Enumerable.Range(0, count).Select(static i => $"{Secret}-u{i}")]);

    // Nine identifiers in three calls: the first call is too many, of the second one fails and one is lost, of the third one is tried
    // again.
    private static async Task FaultyAsync(ILoggerFactory logging)
    {
        var calls = 0;
        await using var client = Client(logging, call =>
        {
            if (Interlocked.Increment(ref calls) == 1)
            {
                call.Refuse(60007, $"{Secret} words");
                return;
            }
            foreach (var identifier in call.Identifiers)
                Answer(call, identifier);
            call.Lose($"{Secret} words");
        });
        await foreach (var _ in client.MsgBatchSendAsync(Ask(9), TestContext.Current.CancellationToken))
        {
        }

        static void Answer(MsgBatchCall call, string identifier)
        {
            if (identifier.EndsWith("u4", StringComparison.Ordinal))
                call.Answer(identifier, 70107, $"{Secret} words");
            else if (identifier.EndsWith("u6", StringComparison.Ordinal) && !call.IsRetry)
                call.Answer(identifier, 9510, $"{Secret} words");
            else if (!identifier.EndsWith("u5", StringComparison.Ordinal))
                call.Answer(identifier, 0);
        }
    }

    // One that stops because nobody is logged in, and whose callback fails over it; and a call of which nobody is sent to.
    private static async Task StoppedAsync(ILoggerFactory logging)
    {
        await using var client = Client(logging, static call => call.Refuse(6014, $"{Secret} words"));
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        client.MsgBatchSend(Ask(3), (int _, string _, string _, string? _) =>
        {
            called.SetResult();
            throw new InvalidOperationException($"{Secret} words");
        });
        await called.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        await using var refusing = Client(logging, static call => call.Refuse(70107, $"{Secret} words"));
        await foreach (var _ in refusing.MsgBatchSendAsync(Ask(3), TestContext.Current.CancellationToken))
        {
        }
    }

    // The consumer leaves at the first result, while a call is in flight.
    private static async Task CancelledAsync(ILoggerFactory logging)
    {
        await using var client = Client(logging, static call => call.Answer(call.Identifiers[0], 0));
        await foreach (var _ in client.MsgBatchSendAsync(Ask(3), TestContext.Current.CancellationToken))
            break;
    }

    // A journal whose host does not wait for what is in flight.
    private async Task InDoubtAsync(EmulatorServer server)
    {
        using var host = HostFor(server);
        await host.StartAsync(TestContext.Current.CancellationToken);
        var journals = host.Services.GetRequiredService<RxTimJournals>();
        await journals.StartAsync("spring", Ask(4), cancellationToken: TestContext.Current.CancellationToken);
        await TestHost.UntilAsync(() => journals.Running("spring") is { InFlight: 4 });
        await host.StopAsync(new CancellationToken(canceled: true));
    }

    // A journal whose UserSig is refused.
    private async Task RefusedAsync(EmulatorServer server)
    {
        using var host = HostFor(server, resumes: false, ("RxTim:Rest:SecretKey", $"{Secret}, another key"));
        await host.StartAsync(TestContext.Current.CancellationToken);
        var journals = host.Services.GetRequiredService<RxTimJournals>();
        await journals.StartAsync("summer", Ask(4), cancellationToken: TestContext.Current.CancellationToken);
        await TestHost.UntilAsync(() => journals.Running("summer") is null);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    // Both go on, and a third is damaged.
    private async Task ResumedAsync(EmulatorServer server)
    {
        var damaged = Path.Combine(folder, "winter.journal");
        File.Copy(Path.Combine(folder, "summer.journal"), damaged);
        using (var file = File.OpenWrite(damaged))
            file.SetLength(file.Length / 2);
        using var host = HostFor(server);
        await host.StartAsync(TestContext.Current.CancellationToken);
        var journals = host.Services.GetRequiredService<RxTimJournals>();
        await TestHost.UntilAsync(() => journals.Running("spring") is null && journals.Running("summer") is null);
        await host.StopAsync(TestContext.Current.CancellationToken);
        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(2, server.Emulator.MessagesTo($"{Secret}-u{i}").Count));
    }

    private static async Task StartAndStopAsync(IHost host)
    {
        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    private async Task WithEmulatorAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = "Production" });
        Log(builder.Logging);
        builder.Services.AddRxTim(builder.Configuration);
        builder.Services.AddRxTimEmulator();
        using var host = builder.Build();
        await StartAndStopAsync(host);
    }

    private static TimClient Client(ILoggerFactory logging, Action<MsgBatchCall> onCall) => new(new ScriptedTransport(onCall), new TimClientOptions
    {
        IdentifiersPerCall = 3,
        MaxConcurrentCalls = 1,
        LoggerFactory = logging,
        Retry = new RetryOptions { MaxAttempts = 2, FirstDelay = TimeSpan.FromMilliseconds(1) },
    });

    private IHost HostFor(EmulatorServer server, bool resumes = true, params (string Key, string? Value)[] settings)
    {
        var builder = TestHost.For(server, settings);
        Log(builder.Logging);
        builder.Services.AddRxTim(builder.Configuration).HttpClient
            // Does no more than its name, which is warned of.
            .AddHttpMessageHandler(static () => new ResilienceHandler());
        builder.Services.AddRxTimJournals(folder, options =>
        {
            options.GracePeriod = TimeSpan.Zero;
            options.ResumeAtStart = resumes;
        });
        return builder.Build();
    }

    private void Log(ILoggingBuilder logging) => logging
        .AddFilter(static (category, _) => category == TimTelemetry.Name)
        .AddOpenTelemetry(options =>
        {
            options.IncludeFormattedMessage = true;
            options.AddInMemoryExporter(logs);
        });

    private sealed class ResilienceHandler : DelegatingHandler;
}
