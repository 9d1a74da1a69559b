namespace RxTim.Cli;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        using var interruption = new Interruption();
        return await new CommandLine(ProcessConsole.Open(), Backend.OpenAsync).RunAsync(args, interruption.Token);
    }
}
