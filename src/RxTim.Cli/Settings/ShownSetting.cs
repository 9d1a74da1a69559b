using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RxTim.Cli;

/// <summary>A setting as <c>rxtim config</c> shows it.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Value">What holds; null if nothing does.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="From">The option, the variable, or the file; empty for a default.</param>
/// <param name="Line">The line of the file, counted from 1; null if it is not from the file.</param>
/// <param name="IsSet">Whether the variable that is named holds something; null where no variable is named.</param>
internal sealed record ShownSetting(string Key, string? Value, SettingSource Source, string From, int? Line = null, bool? IsSet = null)
{
    /// <exception cref="InputException">Its value is wrong, or the file is broken.</exception>
    public static ShownSetting Of(
        Setting setting, RestSettings settings, IReadOnlyDictionary<Setting, Option<string>> options, CliConsole console)
    {
        var found = settings.Find(options[setting], setting);
        if (found.Value is not { } value)
            return new(setting.Key, Default(setting, settings, options), SettingSource.Default, "");
        setting.Check(found.Name, value);
        bool? isSet = setting.NamesSecret ? console.Setting(value) is { Length: > 0 } : null;
        return new(setting.Key, value, found.Source, found.Line is null ? found.Name : console.SettingsFile!.Path, found.Line, isSet);
    }

    public static void Write(IReadOnlyList<ShownSetting> all, bool isJson, CliConsole console)
    {
        if (isJson)
        {
            foreach (var setting in all)
                setting.WriteJson(console.Output);
            return;
        }
        var keys = all.Max(static setting => setting.Key.Length);
        var values = all.Max(static setting => setting.Words.Length);
        var table = new StringBuilder();
        foreach (var setting in all)
            table.AppendLine($"{setting.Key.PadRight(keys)}  {setting.Words.PadRight(values)}  {setting.Origin}".TrimEnd());
        table.AppendLine();
        table.AppendLine(console.SettingsFile is { } file
            ? $"file: {file.Path}{(file.IsThere ? "" : " (not there)")}"
            : $"file: none; name one in {SettingsPlace.Variable}");
        console.Output.Write(Encoding.UTF8.GetBytes(table.ToString()));
    }

    // Without limit is what 0 says.
    private string Words => Value is null ? "-" : Source == SettingSource.Default && Value == "0" ? "no limit" : Value;

    private string Origin => Source switch
    {
        SettingSource.Default => Value is null ? "not set" : "default",
        SettingSource.File => $"file, line {Line}{Missing}",
        SettingSource.Environment => $"environment ({From}){Missing}",
        _ => $"option{Missing}",
    };

    private string Missing => IsSet == false ? "; the variable is not set" : "";

    private static string? Default(Setting setting, RestSettings settings, IReadOnlyDictionary<Setting, Option<string>> options)
    {
        if (setting == Setting.From)
            return settings.Find(options[Setting.Admin], Setting.Admin).Value;
        var documented = setting == Setting.Rate ? Pace.TencentCallsPerSecond
            : setting == Setting.RecipientsPerMinute ? Pace.TencentRecipientsPerMinute : (int?)null;
        var address = settings.Find(options[Setting.Rest], Setting.Rest);
        if (documented is not { } limit || address.Value is null)
            return null;
        var isTencent = PaceOptions.IsTencent(OptionValue.Address(address.Name, address.Value));
        return isTencent ? limit.ToString(CultureInfo.InvariantCulture) : "0";
    }

    private void WriteJson(Stream output)
    {
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteString("key"u8, Key);
            json.WriteString("value"u8, Value);
            json.WriteString("source"u8, Source.ToString().ToLowerInvariant());
            json.WriteString("from"u8, From);
            if (Line is { } line)
                json.WriteNumber("line"u8, line);
            if (IsSet is { } isSet)
                json.WriteBoolean("is_set"u8, isSet);
            json.WriteEndObject();
        }
        output.Write("\n"u8);
    }
}
