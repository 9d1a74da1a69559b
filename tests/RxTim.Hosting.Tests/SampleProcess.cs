using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace RxTim.Hosting.Tests;

/// <summary>A sample service as a process of its own, on a free port, which a test may kill.</summary>
internal sealed partial class SampleProcess : IDisposable
{
    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SampleProcess(string name, string[] args, (string Key, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [PathOf(name), "--urls", "http://127.0.0.1:0", .. args]) { RedirectStandardOutput = true };
        foreach (var (key, value) in environment)
            start.Environment[key] = value;
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Heard(line.Data);
        process.Start();
        process.BeginOutputReadLine();
    }

    public HttpClient Http { get; } = new();

    /// <summary>What it has written to its standard output.</summary>
    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    /// <summary>Starts it, and waits until it listens.</summary>
    public static async Task<SampleProcess> StartAsync(string name, string[] args, params (string Key, string Value)[] environment)
    {
        var sample = new SampleProcess(name, args, environment);
        sample.Http.BaseAddress = await sample.address.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        return sample;
    }

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

    // Built beside the tests, in a folder of the same shape.
    private static string PathOf(string name)
    {
        var tests = AppContext.BaseDirectory;
        while (Path.GetFileName(tests) != "tests")
            tests = Path.GetDirectoryName(tests) ?? throw new DirectoryNotFoundException("The tests run from a folder below tests.");
        var shape = Path.GetRelativePath(Path.Combine(tests, "RxTim.Hosting.Tests"), AppContext.BaseDirectory);
        return Path.Combine(tests, "Samples", name, shape, $"{name}.dll");
    }

    [GeneratedRegex(@"Now listening on: (http://\S+)$")]
    private static partial Regex Listening();
}
