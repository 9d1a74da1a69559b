using System.Runtime.CompilerServices;

namespace RxTim.Cli.Tests;

/// <summary>Shells complete its command lines, as the README says.</summary>
public sealed class CompletionTests
{
    private const string Bash = "/bin/bash";

    public static bool HasBash => File.Exists(Bash);

    [Theory]
    [InlineData("rxtim re", "report\nresume\n")]
    [InlineData("rxtim send --to-", "--to-file\n")]
    [InlineData("rxtim usersig --ver", "--verify\n")]
    public async Task The_program_says_what_can_stand_at_the_end_of_a_line(string line, string suggestions)
    {
        var result = await new Cli().RunAsync($"[suggest:{line.Length}]", line);

        Assert.Equal((0, suggestions, ""), (result.ExitCode, result.Output.ReplaceLineEndings("\n"), result.Error));
    }

    [Fact(SkipUnless = nameof(HasBash), Skip = "There is no bash.")]
    public async Task The_README_s_function_for_bash_completes()
    {
        using var folder = new TempFolder();
        // The function as the README has it, with the program that is under test.
        var script = folder.Write("completion", "rxtim() { \"${program[@]}\" \"$@\"; }\n" + BashOfReadme());
        using var shell = RxTimProcess.FromShell(
            $$"""
            exec {{Bash}} --norc -c 'program=("$@"); . {{script}}; COMP_LINE="rxtim re"; COMP_POINT=8; _rxtim; echo "${COMPREPLY[@]}"' bash "$@"
            """,
            null);

        var result = await shell.EndAsync();

        Assert.Equal((0, "report resume\n", ""), (result.ExitCode, result.Output, result.Error));
    }

    private static string BashOfReadme([CallerFilePath] string here = "")
    {
        var readme = File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "src", "RxTim.Cli", "README.md"));
        var start = readme.IndexOf("```bash\n", StringComparison.Ordinal) + "```bash\n".Length;
        return readme[start..readme.IndexOf("```", start, StringComparison.Ordinal)];
    }
}
