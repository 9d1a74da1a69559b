using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace RxTim.Node.Tests;

/// <summary>The page of rxtim-node says what the program does.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Page = File.ReadAllText(PathOf());

    [Fact]
    public async Task The_commands_of_the_page_run()
    {
        using var node = await NodeProcess.StartAsync();
        var commands = Shell().Matches(Page).SelectMany(static block => block.Groups[1].Value.Split('\n'))
            .Where(static line => line.Contains("curl ", StringComparison.Ordinal)).ToList();
        Assert.Equal(8, commands.Count);
        var outputs = new List<string>();
        foreach (var command in commands)
            outputs.Add(await RunAsync(command.Replace("http://localhost:8080/", $"{node.Http.BaseAddress}", StringComparison.Ordinal)));
        Assert.Contains("\"asked\":1000", outputs[0]);
        Assert.Equal(1_000, outputs[1].Split("\"msg_batch_send_result_code\":0,").Length - 1);
        Assert.Contains("\"end\":{\"name\":\"spring\"", outputs[1]);
        Assert.Contains("\"state\":\"completed\"", outputs[2]);
        // The send is over by now, so it is neither paused nor resumed.
        Assert.All(outputs[3..5], static output => Assert.Contains("\"reason\":\"ended\"", output));
        Assert.Equal(1_000, outputs[5].Split("event: result\n").Length - 1);
        Assert.Contains("\"name\":\"spring\"", outputs[6]);
        Assert.Contains("\"ready\"", outputs[7]);
    }

    [Fact]
    public async Task The_page_and_the_help_name_the_same_options_and_variables()
    {
        var command = new Command();
        Assert.Equal(ExitCode.Ended, await command.RunAsync("--help"));
        var own = Page[Page.IndexOf("## Options", StringComparison.Ordinal)..Page.IndexOf("## In a container", StringComparison.Ordinal)];
        string[] ofHelp = ["--help", "--version"];
        Assert.Equal(Option().Matches(command.Output).Select(static each => each.Value).Except(ofHelp).Distinct().Order(),
            Option().Matches(own).Select(static each => each.Value).Except(ofHelp).Distinct().Order());
        Assert.Equal(Variable().Matches(command.Output).Select(static each => each.Value).Distinct().Order(),
            Variable().Matches(own).Select(static each => each.Value).Distinct().Order());
    }

    [Fact]
    public async Task The_page_and_the_help_name_the_same_exit_codes()
    {
        var command = new Command();
        await command.RunAsync("--help");
        Assert.All(new[] { "0", "2", "3", "4" }, code =>
        {
            Assert.Contains($"\n  {code}    ", command.Output);
            Assert.Contains($"\n| {code} |", Page);
        });
    }

    private static async Task<string> RunAsync(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]) { RedirectStandardOutput = true })!;
        var output = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(shell.ExitCode == 0, command);
        return output;
    }

    private static string PathOf([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "src", "RxTim.Node", "README.md");

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Shell();

    [GeneratedRegex(@"--[a-z][a-z-]+")]
    private static partial Regex Option();

    [GeneratedRegex("RXTIM_[A-Z_]+")]
    private static partial Regex Variable();
}
