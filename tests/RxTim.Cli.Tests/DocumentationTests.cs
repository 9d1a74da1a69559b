using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace RxTim.Cli.Tests;

/// <summary>The page of rxtim and the help of its commands say the same.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Page = Read("src", "RxTim.Cli", "README.md");

    [Fact]
    public async Task The_page_lists_the_commands_of_the_help()
    {
        var help = (await new Cli().RunAsync("--help")).Output;
        var commands = HelpCommand().Matches(help[help.IndexOf("Commands:", StringComparison.Ordinal)..]).Select(static row => row.Groups[1].Value);
        Assert.Equal(commands.Order(), PageCommand().Matches(Page).Select(static row => row.Groups[1].Value).Distinct().Order());
    }

    [Fact]
    public async Task Every_option_of_the_documentation_is_in_the_help_of_a_command()
    {
        var helps = await HelpsAsync();
        var known = Option().Matches(helps).Select(static option => option.Value).ToHashSet();
        var named = Option().Matches(Page + Commands(Read("README.md"))).Select(static option => option.Value).Distinct().ToList();
        Assert.Contains("--dry-run", named);
        Assert.Subset(known, named.ToHashSet());
    }

    [Fact]
    public async Task The_page_and_the_help_name_the_same_variables()
    {
        var inHelp = Variable().Matches(await HelpsAsync()).Select(static match => match.Value).Distinct().Order();
        Assert.Equal(inHelp, Variable().Matches(Page).Select(static match => match.Value).Distinct().Order());
    }

    private static async Task<string> HelpsAsync()
    {
        var helps = new List<string> { (await new Cli().RunAsync("--help")).Output };
        foreach (Match command in PageCommand().Matches(Page))
            helps.Add((await new Cli().RunAsync(command.Groups[1].Value, "--help")).Output);
        foreach (var command in Cli.Commands.SelectMany(static command => command.Subcommands))
            helps.Add((await new Cli().RunAsync(command.Parents.OfType<Command>().First().Name, command.Name, "--help")).Output);
        return string.Concat(helps);
    }

    // The command lines of rxtim; other programs have options too.
    private static string Commands(string page) =>
        string.Join('\n', page.Split('\n').Where(static line => line.StartsWith("rxtim ", StringComparison.Ordinal)).Select(static line => line.Split('#')[0]));

    private static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root(), .. path]));

    private static string Root([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..");

    [GeneratedRegex(@"^  ([a-z]+)  ?", RegexOptions.Multiline)]
    private static partial Regex HelpCommand();

    [GeneratedRegex(@"^\| `rxtim ([a-z]+)", RegexOptions.Multiline)]
    private static partial Regex PageCommand();

    [GeneratedRegex(@"--[a-z][a-z-]+")]
    private static partial Regex Option();

    [GeneratedRegex("RXTIM_[A-Z_]+")]
    private static partial Regex Variable();
}
