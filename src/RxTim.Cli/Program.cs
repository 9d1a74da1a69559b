namespace RxTim.Cli;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        using var interruption = new Interruption();
        var console = ProcessConsole.Open(interruption, args.Length);
        TimClient.UnhandledException += fault => console.Complain($"unexpected error: {fault.GetType().Name}: {fault.Message}");
        var code = await new CommandLine(console, Backend.OpenAsync).RunAsync(args, interruption.Token);
        return code == ExitCode.Interrupted && interruption.IsHangUp ? ExitCode.HungUp : code;
    }
}
