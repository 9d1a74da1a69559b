using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace RxTim.Hosting.Tests;

/// <summary>The package's README, compiled and run.</summary>
public sealed class ReadmeTests
{
    private static readonly string Readme = Path.Combine(AppContext.BaseDirectory, "Readme");

    [Fact]
    public void Its_first_lines_are_the_sample_and_ten()
    {
        var program = File.ReadAllText(Path.Combine(Readme, "TenLines.cs.txt")).ReplaceLineEndings("\n");

        var readme = File.ReadAllText(Path.Combine(Readme, "README.md")).ReplaceLineEndings("\n");
        Assert.Contains($"```csharp\n{program}```\n", readme, StringComparison.Ordinal);
        Assert.Equal(10, program.Split('\n').Count(static line => line.Length > 0 && !line.StartsWith("using ", StringComparison.Ordinal))
            + program.Split('\n').Count(static line => line.StartsWith("using var", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_ten_lines_run()
    {
        using var program = Process.Start(new ProcessStartInfo("dotnet", [SampleOf("TenLines"), "alice", "bob"])
        {
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_ENVIRONMENT"] = "Development", ["Logging__LogLevel__Default"] = "None" },
        })!;
        var output = await program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal("alice: sent\nbob: sent\n", output.ReplaceLineEndings("\n"));
        Assert.Equal(0, program.ExitCode);
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

    // Built beside the tests, in a folder of the same shape.
    internal static string SampleOf(string name)
    {
        var tests = AppContext.BaseDirectory;
        while (Path.GetFileName(tests) != "tests")
            tests = Path.GetDirectoryName(tests) ?? throw new DirectoryNotFoundException("The tests run from a folder below tests.");
        var shape = Path.GetRelativePath(Path.Combine(tests, "RxTim.Hosting.Tests"), AppContext.BaseDirectory);
        return Path.Combine(tests, "Samples", name, shape, $"{name}.dll");
    }
}
