using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RxTim.Benchmarks;

/// <summary>The program wrk, which posts one and the same body as fast as the server takes it: the ceiling of any client.</summary>
internal sealed partial class Wrk : IDisposable
{
    private const int Connections = 16;

    private readonly string script = Path.Combine(Path.GetTempPath(), $"rxtim-wrk-{Environment.ProcessId}.lua");
    private readonly string address;

    public Wrk(string address, string[] identifiers)
    {
        this.address = address;
        var body = JsonSerializer.Serialize(HandWrittenSend.Request(identifiers), RestJson.Default.BatchSendRequest);
        File.WriteAllText(script, $"""
            wrk.method = "POST"
            wrk.headers["Content-Type"] = "application/json; charset=utf-8"
            wrk.body = [==[{body}]==]
            """);
    }

    /// <summary>Whether it is installed.</summary>
    public static bool IsThere
    {
        get
        {
            try
            {
                using var process = Start("--version");
                process.WaitForExit();
                return true;
            }
            catch (Win32Exception)
            {
                return false;
            }
        }
    }

    /// <summary>Posts for so long.</summary>
    /// <returns>Requests a second.</returns>
    /// <exception cref="InvalidOperationException">Requests failed.</exception>
    public async Task<double> RunAsync(TimeSpan duration)
    {
        using var process = Start("-t1", $"-c{Connections}", $"-d{duration.TotalSeconds:0}s", "-s", script, address);
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var rate = Rate().Match(output);
        if (process.ExitCode != 0 || !rate.Success || output.Contains("Non-2xx") || output.Contains("Socket errors"))
            throw new InvalidOperationException($"wrk failed: {output}");
        return double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    public void Dispose() => File.Delete(script);

    private static Process Start(params string[] args) =>
        Process.Start(new ProcessStartInfo("wrk", args) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    [GeneratedRegex(@"^Requests/sec:\s+([0-9.]+)", RegexOptions.Multiline)]
    private static partial Regex Rate();
}
