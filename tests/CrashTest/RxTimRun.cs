using System.Diagnostics;
using System.Text.Json;

namespace CrashTest;

/// <summary>A run of the program: its results as they come, and its end.</summary>
internal sealed class RxTimRun : IDisposable
{
    private readonly Process process;
    private readonly Task reading;
    private readonly Task<string> error;

    public RxTimRun(World world, Action<string, int> result, IEnumerable<string> args, KillPoint? killed = null)
    {
        var start = new ProcessStartInfo(world.Program, args) { RedirectStandardOutput = true, RedirectStandardError = true };
        killed?.Prepare(start);
        process = Process.Start(start)!;
        error = process.StandardError.ReadToEndAsync();
        reading = ReadAsync(result);
    }

    public bool HasExited => process.HasExited;

    /// <summary>Kills it with SIGKILL; false if it had ended by itself.</summary>
    public async Task<bool> KillAsync()
    {
        process.Kill();
        await EndAsync();
        return process.ExitCode == 128 + 9;
    }

    /// <summary>Waits for the end; gives the exit code and what it said on standard error.</summary>
    public async Task<(int ExitCode, string Error)> EndAsync()
    {
        await process.WaitForExitAsync();
        await reading;
        return (process.ExitCode, await error);
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }

    private async Task ReadAsync(Action<string, int> result)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            // The last line of a killed process may be cut.
            if (!line.EndsWith('}'))
                continue;
            try
            {
                using var json = JsonDocument.Parse(line);
                result(
                    json.RootElement.GetProperty("msg_batch_send_result_identifier").GetString()!,
                    json.RootElement.GetProperty("msg_batch_send_result_code").GetInt32());
            }
            catch (JsonException)
            {
                Debug.Assert(process.HasExited, "Only a killed process leaves half a line.");
            }
        }
    }
}
