using System.CommandLine;

namespace RxTim.Cli;

/// <summary>The command <c>rxtim config</c>: shows the settings that are the same every day, and keeps them in a file.</summary>
internal sealed class ConfigCommand : Command
{
    public const string Notes = $"""
        Settings:
          {KeysHelp}
          Each is the option of the same name. They hold for send, resume and withdraw with --rest, and sdk-app-id and
          secret-env for usersig too. node and token-env hold for sends of a cluster. A setting alone never makes a send leave
          the machine.
          An option goes before its environment variable (RXTIM_REST, RXTIM_SDK_APP_ID and so on), and the variable before the
          file. With options, rxtim config shows what a command with these options uses.

        File:
          One setting a line, KEY = VALUE. Lines that begin with # are comments. {SettingsPlace.Variable} names another file; by default
          it is rxtim/config in $XDG_CONFIG_HOME or ~/.config, on macOS in ~/Library/Application Support, and on Windows in
          %APPDATA%. Only its owner can read it. A secret is never kept in it: RXTIM_SECRET holds the secret key, or the
          variable that secret-env names; RXTIM_TOKEN the nodes' token, or the variable that token-env names.

        Output:
          table  A line for each setting: its key, its value, and where the value comes from.
          json   An object a line: key, value, source (option, environment, file or default), from; line of a file; is_set of a variable.

        Exit codes of config:
          0  done
          2  bad usage, a wrong value, or the file is broken, cannot be read or cannot be written
          3  standard output cannot be written to
        """;

    private const string KeysHelp = "rest, sdk-app-id, admin, from, rate, recipients-per-minute, secret-env, node, token-env.";

    private readonly Dictionary<Setting, Option<string>> options = Setting.All.ToDictionary(
        static setting => setting, static setting => OptionOf.One(setting.OptionName, setting.Value, setting.Meaning));

    private readonly Option<string> output = OptionOf.One("--output", "table|json", "How it is shown. table by default.");

    public ConfigCommand(CliConsole console)
        : base("config", "Shows the settings that are the same every day, and where each comes from; keeps them in a file.")
    {
        foreach (var option in options.Values)
            Add(option);
        Add(output);
        Add(SetCommand(console));
        Add(UnsetCommand(console));
        Add(PathCommand(console));
        SetAction(parsed =>
        {
            var isJson = parsed.GetValue(output) is { } text && OptionValue.IsJson(output.Name, text);
            var settings = new RestSettings(parsed, console);
            var shown = Setting.All.Select(setting => ShownSetting.Of(setting, settings, options, console)).ToList();
            ShownSetting.Write(shown, isJson, console);
            return ExitCode.AllSent;
        });
    }

    private Command SetCommand(CliConsole console)
    {
        var (key, value) = (KeyArgument(), new Argument<string>("VALUE") { Description = "Its value." });
        var command = new Command("set", "Keeps a setting in the file.") { key, value };
        command.SetAction(parsed =>
        {
            RefuseOptions(parsed);
            var setting = Setting.OfKey(parsed.GetValue(key)!);
            var text = parsed.GetValue(value)!.Trim();
            if (text.Length == 0)
                throw new InputException($"{setting.Key}: its value is empty; rxtim config unset {setting.Key} removes it.");
            if (text.Any(char.IsControl))
                throw new InputException($"{setting.Key}: its value has a line break or another control character.");
            setting.Check(setting.Key, text);
            FileOf(console).Set(setting, text);
            if (console.Setting(setting.Variable) is { Length: > 0 })
                console.Complain($"{setting.Key} is kept, but {setting.Variable} is set in the environment and goes before it.");
            return ExitCode.AllSent;
        });
        return command;
    }

    private Command UnsetCommand(CliConsole console)
    {
        var key = KeyArgument();
        var command = new Command("unset", "Removes a setting from the file.") { key };
        command.SetAction(parsed =>
        {
            RefuseOptions(parsed);
            var (setting, file) = (Setting.OfKey(parsed.GetValue(key)!), FileOf(console));
            if (!file.Unset(setting))
                console.Complain($"{setting.Key} is not set in {file.Path}.");
            return ExitCode.AllSent;
        });
        return command;
    }

    private Command PathCommand(CliConsole console)
    {
        var command = new Command("path", "Prints the name of the file, whether it is there or not.");
        command.SetAction(parsed =>
        {
            RefuseOptions(parsed);
            console.Output.Write(System.Text.Encoding.UTF8.GetBytes($"{FileOf(console).Path}\n"));
            return ExitCode.AllSent;
        });
        return command;
    }

    // Options before the word "set" are those of the command that shows.
    private void RefuseOptions(ParseResult parsed)
    {
        if (Options.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } given)
            throw new InputException($"{given.Name} does not go with {Name} {parsed.CommandResult.Command.Name}: leave it out.");
    }

    private static SettingsFile FileOf(CliConsole console) => console.SettingsFile
        ?? throw new InputException(
            $"there is no folder for settings, because the user has no home. Name a file in {SettingsPlace.Variable}.");

    private static Argument<string> KeyArgument()
    {
        var key = new Argument<string>("KEY") { HelpName = "KEY", Description = $"The setting: {Setting.Keys}." };
        key.CompletionSources.Add([.. Setting.All.Select(static setting => setting.Key)]);
        return key;
    }
}
