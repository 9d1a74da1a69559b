using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RxTim.Rest;

namespace RxTim.Orleans.Tests;

/// <summary>The package's README, compiled and run.</summary>
public sealed class ReadmeTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Readme");

    [Fact]
    public void Its_first_lines_are_the_sample() => Assert.Contains($"```csharp\n{Text("ClusterLines.cs.txt")}```\n", Text("README.md"));

    [Fact]
    public void Its_silo_is_the_one_that_is_compiled()
    {
        var code = Text("Silo.cs.txt").Split("// README begins\n")[1].Split("        // README ends")[0];
        var lines = code.TrimEnd().Split('\n').Select(static line => line.StartsWith("        ", StringComparison.Ordinal) ? line[8..] : line);

        Assert.Contains($"```csharp\n{string.Join('\n', lines)}\n```\n", Text("README.md"));
    }

    [Fact]
    public async Task The_sample_shows_both_results()
    {
        // Beside this project's own output: tests/RxTim.Orleans.Tests/bin/CONFIGURATION/FRAMEWORK.
        var parts = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar).Split(Path.DirectorySeparatorChar);
        var sample = Path.Combine(AppContext.BaseDirectory, "../../../../Samples/ClusterLines/bin", parts[^2], parts[^1], "ClusterLines.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", sample]) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, process.ExitCode);
        Assert.Contains("alice: sent (", output);
        Assert.Contains("bob: sent (", output);
    }

    [Fact]
    public void The_silo_can_be_built_with_what_the_README_gives_it()
    {
        using var http = new HttpClient();
        var rest = new RestTransportOptions
        {
            Domain = RestDomains.Singapore,
            SdkAppId = 1400000001,
            Admin = "administrator",
            UserSig = UserSigSource.Fixed("sig"),
        };
        using var host = Silo.Build("127.0.0.1:1,abortConnect=false", rest, _ => http);

        var options = host.Services.GetRequiredService<IOptions<RxTimSiloOptions>>().Value;

        options.Validate();
        Assert.Equal(ClusterPace.Tencent, options.Pace);
    }

    [Fact]
    public void Its_table_has_each_option_with_its_default()
    {
        var readme = Text("README.md");
        var options = new RxTimSiloOptions();

        foreach (var property in typeof(RxTimSiloOptions).GetProperties())
            Assert.Contains($"| `{property.Name}` |", readme);
        Assert.Contains($"| `IdentifiersPerShard` | {options.IdentifiersPerShard:N0} |", readme);
        Assert.Contains($"| `MostShardsNotTaken` | {options.MostShardsNotTaken} |", readme);
        Assert.Equal(TimeSpan.FromHours(1), options.ResultRetention);
    }

    private static string Text(string file) => File.ReadAllText(Path.Combine(Folder, file)).ReplaceLineEndings("\n");
}
