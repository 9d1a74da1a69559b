namespace RxTim.Node;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        using var interruption = new Interruption();
        var around = new Surroundings { Output = Console.Out, Error = Console.Error };
        TimClient.UnhandledException += thrown => around.Complain($"unexpected error: {thrown.GetType().FullName}.");
        var command = new NodeCommand(around, (settings, stop) => new NodeRun(settings, around).RunAsync(stop));
        return await command.RunAsync(args, interruption.Token);
    }
}
