namespace RxTim.Cli;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        try
        {
            return await RunAsync(args);
        }
        catch (Exception thrown)
        {
            // Not even the parts that say what is wrong could be loaded.
            ProcessConsole.OpenError().WriteLine($"rxtim: {Failure.PartIsMissing}{thrown.Message.ReplaceLineEndings(" ")}");
            return ExitCode.Stopped;
        }
    }

    private static async Task<int> RunAsync(string[] args)
    {
        using var interruption = new Interruption();
        var console = ProcessConsole.Open(interruption, args.Length);
        TimClient.UnhandledException += thrown => console.Complain(Failure.Unexpected(thrown));
        var code = await new CommandLine(console, Backend.OpenAsync).RunAsync(args, interruption.Token);
        return code == ExitCode.Interrupted && interruption.IsHangUp ? ExitCode.HungUp : code;
    }
}
