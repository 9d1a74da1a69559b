using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using RxTim.Emulator;

namespace RxTim.Hosting.Tests;

/// <summary>The sample CampaignService as a process of its own, which a test may kill.</summary>
internal sealed partial class CampaignProcess : IDisposable
{
    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private CampaignProcess(EmulatorServer server, string folder, string[] settings)
    {
        process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet",
            [
                ReadmeTests.SampleOf("CampaignService"), "--urls", "http://127.0.0.1:0", "--Campaigns:Folder", folder,
                "--Campaigns:GracePeriod", "00:00:02", "--RxTim:Rest:Domain", server.Address.ToString(),
                "--RxTim:Rest:SdkAppId", server.SdkAppId.ToString(CultureInfo.InvariantCulture), "--RxTim:Rest:Admin", server.Admin,
                .. settings,
            ])
            {
                RedirectStandardOutput = true,
                Environment = { ["RxTim__Rest__SecretKey"] = server.SecretKey },
            },
        };
        process.OutputDataReceived += (_, line) => Heard(line.Data);
        process.Start();
        process.BeginOutputReadLine();
    }

    public HttpClient Http { get; } = new();

    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    public static async Task<CampaignProcess> StartAsync(EmulatorServer server, string folder, params string[] settings)
    {
        var service = new CampaignProcess(server, folder, settings);
        service.Http.BaseAddress = await service.address.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        return service;
    }

    public async Task BeginAsync(string name, IEnumerable<string> identifiers)
    {
        using var answer = await Http.PostAsJsonAsync(
            "campaigns", new { name, text = "hello", identifiers }, TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.Created, answer.StatusCode);
    }

    public async Task<JsonElement> ReadAsync(string name) =>
        await Http.GetFromJsonAsync<JsonElement>($"campaigns/{name}", TestContext.Current.CancellationToken);

    public async Task<string?> StateAsync(string name) => (await ReadAsync(name)).GetProperty("state").GetString();

    /// <summary>SIGKILL: nothing of the service's own runs any longer.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>SIGTERM: the host stops.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
        Http.Dispose();
    }

    private void Heard(string? line)
    {
        lock (output)
            output.AppendLine(line);
        if (line is null)
            address.TrySetException(new InvalidOperationException($"The service ended before it listened: {Output}"));
        else if (Listening().Match(line) is { Success: true } match)
            address.TrySetResult(new Uri(match.Groups[1].Value));
    }

    [GeneratedRegex(@"Now listening on: (http://\S+)$")]
    private static partial Regex Listening();
}
