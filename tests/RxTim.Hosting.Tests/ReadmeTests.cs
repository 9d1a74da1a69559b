using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace RxTim.Hosting.Tests;

/// <summary>The package's README, compiled and run.</summary>
public sealed class ReadmeTests
{
    private static readonly string Readme = Path.Combine(AppContext.BaseDirectory, "Readme");

    [Fact]
    public void Its_first_lines_are_the_sample_and_no_more_than_ten()
    {
        var program = File.ReadAllText(Path.Combine(Readme, "TenLines.cs.txt")).ReplaceLineEndings("\n");
        var readme = File.ReadAllText(Path.Combine(Readme, "README.md")).ReplaceLineEndings("\n");

        Assert.Contains($"```csharp\n{program}```\n", readme, StringComparison.Ordinal);
        Assert.InRange(program.Count(static letter => letter == '\n'), 1, 10);
    }

    [Fact]
    public async Task The_ten_lines_run()
    {
        using var sample = await SampleProcess.StartAsync("TenLines", [], ("DOTNET_ENVIRONMENT", "Development"));

        using var answer = await sample.Http.PostAsJsonAsync("hello", (string[])["alice", "bob"], TestContext.Current.CancellationToken);

        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var results = body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(static data => JsonSerializer.Deserialize<MsgBatchSendResult>(data["data: ".Length..])!);
        Assert.Equal(["alice: sent", "bob: sent"], results.Select(static result => result.ToString()));
        Assert.Equal(0, await sample.StopAsync());
    }

    [Fact]
    public async Task OpenTelemetry_listens_as_the_README_says()
    {
        var services = new ServiceCollection();

        services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddSource("RxTim"))
            .WithMetrics(metrics => metrics.AddMeter("RxTim"));

        var spans = new List<Activity>();
        services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddInMemoryExporter(spans));
        await using var provider = services.BuildServiceProvider();
        _ = provider.GetRequiredService<TracerProvider>();
        await using var emulator = new Emulator.TimEmulator();
        await using var client = new TimClient(emulator.Transport);
        await foreach (var _ in client.MsgBatchSendAsync(TestHost.Ask(1), TestContext.Current.CancellationToken))
        {
        }

        Assert.Contains(spans, static span => span.DisplayName == "send tencent_im");
        Assert.NotNull(provider.GetService<MeterProvider>());
    }
}
