using System.Text;

namespace RxTim.Node.Tests;

/// <summary>A command line, read but not run.</summary>
internal sealed class Command
{
    private readonly StringBuilder output = new();
    private readonly StringBuilder error = new();

    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>What was read; null if it was not taken.</summary>
    public NodeSettings? Settings { get; private set; }

    public string Output => output.ToString();

    public string Error => error.ToString();

    public async Task<int> RunAsync(params string[] args)
    {
        var around = new Surroundings { Output = new StringWriter(output), Error = new StringWriter(error), Variable = Variables.GetValueOrDefault };
        return await new NodeCommand(around, (settings, _) =>
        {
            Settings = settings;
            return Task.FromResult(ExitCode.Ended);
        }).RunAsync(args, TestContext.Current.CancellationToken);
    }

    /// <summary>What is read of it.</summary>
    public static async Task<NodeSettings> ReadAsync(params string[] args)
    {
        var command = new Command { Variables = { ["RXTIM_SECRET"] = "the secret key" } };
        Assert.Equal((ExitCode.Ended, ""), (await command.RunAsync(args), command.Error));
        return command.Settings!;
    }
}
