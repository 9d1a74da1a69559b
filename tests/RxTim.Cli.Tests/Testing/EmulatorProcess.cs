using System.Text.RegularExpressions;

namespace RxTim.Cli.Tests;

/// <summary><c>rxtim emulator</c> as a process of its own, with an app and a secret key that it made up and printed.</summary>
internal sealed class EmulatorProcess : IDisposable
{
    private readonly RxTimProcess process;

    private EmulatorProcess(RxTimProcess process, string banner)
    {
        this.process = process;
        Banner = banner;
        Address = Read("inbox and API");
        SecretVariable = $"RXTIM_TEST_SECRET_{Guid.NewGuid():N}";
        Environment.SetEnvironmentVariable(SecretVariable, Read("secret key"));
    }

    /// <summary>What it printed when it was ready.</summary>
    public string Banner { get; }

    public string Address { get; }

    /// <summary>An environment variable of this process that holds the secret key.</summary>
    public string SecretVariable { get; }

    /// <summary>The options with which <c>rxtim send</c> reaches it.</summary>
    public string[] Reach =>
    [
        "--rest", Address, "--sdk-app-id", Read("SDKAppID"), "--admin", Read("administrator"), "--secret-env", SecretVariable,
    ];

    public static async Task<EmulatorProcess> StartAsync(params string[] options)
    {
        var process = new RxTimProcess(["emulator", .. options]);
        var banner = "";
        while (await process.Output.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            banner += line + "\n";
            if (line.StartsWith("Ctrl+C", StringComparison.Ordinal))
                return new EmulatorProcess(process, banner);
        }
        throw new InvalidOperationException($"The emulator did not start: {banner}{await process.ErrorAsync()}");
    }

    public async Task<int> StopAsync()
    {
        await process.SignalAsync("TERM");
        return await process.ExitCodeAsync();
    }

    public void Dispose()
    {
        process.Dispose();
        Environment.SetEnvironmentVariable(SecretVariable, null);
    }

    private string Read(string name) => Row(name).Match(Banner).Groups[1].Value;

    private static Regex Row(string name) => new($@"^{Regex.Escape(name)}\s+(\S+)$", RegexOptions.Multiline);
}
