using System.CommandLine;
using RxTim.Journal;

namespace RxTim.Cli;

/// <summary>The command <c>rxtim journals</c>: what journals a folder has.</summary>
internal sealed class JournalsCommand : Command
{
    public const string Notes = """
        Output:
          table  A line for each journal: its state, counts, and what its maker said of it.
          json   An object a line: file, state, open, name, owner, made_at, the counts as in rxtim report, abandoned, fault.
        States:
          recording  Who is sent to is being recorded, or that was broken off. Nothing was sent.
          sending    A process has it open.
          stopped    Somebody is left or in doubt, and no process has it open: rxtim resume goes on.
          abandoned  It was given up: nobody else is sent to.
          finished   Everybody was answered.
          unreadable It is damaged, or may not be read; the output says why.

        Exit codes of journals:
          0  the folder could be read
          2  bad usage, or there is no such folder
          3  standard output cannot be written to
        """;

    private readonly Argument<string> folder = new("FOLDER") { Description = "Where the journals are." };
    private readonly Option<bool> all = new("--all") { Description = "Shows those too that are finished or given up." };
    private readonly Option<string> output = OptionOf.One("--output", "table|json", "How it is shown. table by default.");

    public JournalsCommand(CliConsole console)
        : base("journals", "Lists the journals in a folder that are not finished.")
    {
        Add(folder);
        Add(all);
        Add(output);
        SetAction(parsed =>
        {
            var isJson = parsed.GetValue(output) is { } text && OptionValue.IsJson(output.Name, text);
            var path = parsed.GetValue(folder)!;
            var journals = List(path).Where(journal => parsed.GetValue(all) || journal.IsUnfinished);
            if (isJson)
                JournalsJson.Write(journals, console.Output);
            else
                JournalsTable.Write([.. journals], path, console);
            return ExitCode.AllSent;
        });
    }

    /// <summary>The state in a word.</summary>
    public static string StateOf(JournalListing journal) => journal.State is { } state ? state.ToString().ToLowerInvariant() : "unreadable";

    private static IEnumerable<JournalListing> List(string folder)
    {
        if (folder.Length == 0)
            throw new InputException("FOLDER is empty: name a folder.");
        try
        {
            return JournalFolder.List(folder);
        }
        catch (DirectoryNotFoundException missing)
        {
            throw new InputException($"{Quoted.Printable(folder)}: no such folder.", missing);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException($"{Quoted.Printable(folder)}: cannot be read: {failure.Message}", failure);
        }
    }
}
