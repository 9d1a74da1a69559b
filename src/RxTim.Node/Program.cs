namespace RxTim.Node;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        using var interruption = new Interruption();
        var around = new Surroundings { Output = Console.Out, Error = Console.Error };
        TimClient.UnhandledException += thrown => around.Complain($"unexpected error: {thrown.GetType().FullName}.");
        return await new NodeCommand(around, (settings, stop) => new NodeRun(settings, around).RunAsync(stop)).RunAsync(args, interruption.Token);
    }
}
