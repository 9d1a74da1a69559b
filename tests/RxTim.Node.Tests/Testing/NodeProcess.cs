using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace RxTim.Node.Tests;

/// <summary>The program as a process of its own.</summary>
internal sealed partial class NodeProcess : IDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();
    private readonly TaskCompletionSource<Uri?> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private NodeProcess(string[] args, (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            ["exec", Path.Combine(AppContext.BaseDirectory, "RxTim.Node.dll"), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>All that it has written so far.</summary>
    public string Output => string.Join('\n', lines);

    public HttpClient Http { get; } = new() { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>A node on a free port, once it is ready.</summary>
    public static Task<NodeProcess> StartAsync(params string[] args) => StartAsync([], args);

    public static async Task<NodeProcess> StartAsync((string Name, string Value)[] variables, params string[] args)
    {
        var node = new NodeProcess(["--url", "http://127.0.0.1:0", "--embedded", .. args], variables);
        var address = await node.ready.Task.WaitAsync(TestContext.Current.CancellationToken);
        node.Http.BaseAddress = address ?? throw new InvalidOperationException($"The node did not start: {node.Output}");
        return node;
    }

    /// <summary>A node that is to end by itself.</summary>
    public static async Task<(int Code, string Output)> RunAsync(params string[] args)
    {
        using var node = new NodeProcess(args, []);
        return (await node.EndAsync(), node.Output);
    }

    public async Task<string> PostAsync(string path, string body = "")
    {
        using var response = await Http.PostAsync(path, new StringContent(body), TestContext.Current.CancellationToken);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The lines of an answer, without those of the cursor.</summary>
    public async Task<string[]> LinesAsync(string path) =>
        [.. (await Http.GetStringAsync(path, TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(static line => !line.StartsWith("{\"cursor\"", StringComparison.Ordinal))];

    /// <summary>Asks until the answer is so.</summary>
    public async Task UntilAsync(string path, System.Net.HttpStatusCode status)
    {
        while (true)
        {
            using var response = await Http.GetAsync(path, TestContext.Current.CancellationToken);
            if (response.StatusCode == status)
                return;
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Sends a signal, such as <c>TERM</c>.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill", [$"-{signal}", $"{process.Id}"]) { RedirectStandardError = true })!;
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync()
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    public void Dispose()
    {
        Http.Dispose();
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }

    private void Add(string? line)
    {
        if (line is null)
        {
            ready.TrySetResult(null);
            return;
        }
        lines.Enqueue(line);
        if (Ready().Match(line) is { Success: true } match)
            ready.TrySetResult(new Uri(match.Groups[1].Value));
    }

    [GeneratedRegex(@"Ready at (http://\S+),")]
    private static partial Regex Ready();
}
