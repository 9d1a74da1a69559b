using System.Text;

namespace RxTim.Cli;

/// <summary>A value in a settings file.</summary>
/// <param name="Value">The value.</param>
/// <param name="Number">Its line, counted from 1.</param>
/// <param name="Name">What to call it in a message: the file, the line and the key.</param>
internal sealed record SettingLine(string Value, int Number, string Name);

/// <summary>What a settings file says: a setting a line, KEY = VALUE; empty lines and those that begin with # say nothing.</summary>
internal sealed class SettingsText
{
    private const string Remedy = "Correct the line or remove it; \"rxtim config --help\" has the keys.";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string path;
    private readonly List<string> lines;
    private readonly Dictionary<Setting, int> found = [];

    private SettingsText(string path, List<string> lines)
    {
        this.path = path;
        this.lines = lines;
        for (var index = 0; index < lines.Count; index++)
        {
            if (ReadLine(index) is { } setting && !found.TryAdd(setting, index))
                throw Broken(index, $"{setting.Key} is set in line {found[setting] + 1} already. Remove one of the two.");
        }
    }

    /// <exception cref="InputException">A line is broken: the message says which, and what to do.</exception>
    public static SettingsText Parse(string path, ReadOnlySpan<byte> content)
    {
        var text = content.StartsWith("\uFEFF"u8) ? content[3..] : content;
        if (Utf8Fault.IndexOf(text) is >= 0 and var fault)
        {
            var line = text[..fault].Count((byte)'\n') + 1;
            throw new InputException($"{path}, line {line}: byte 0x{text[fault]:X2} is not UTF-8. Save the file as UTF-8.");
        }
        var lines = Strict.GetString(text).Split('\n').Select(static line => line.TrimEnd('\r')).ToList();
        // What is behind the last line's end is no line.
        if (lines[^1].Length == 0)
            lines.RemoveAt(lines.Count - 1);
        return new SettingsText(path, lines);
    }

    public SettingLine? Find(Setting setting) =>
        found.TryGetValue(setting, out var index) ? new(ValueOf(lines[index]), index + 1, $"{path}, line {index + 1}: {setting.Key}") : null;

    /// <summary>The same with the value; all other lines stay.</summary>
    public SettingsText With(Setting setting, string value)
    {
        var line = $"{setting.Key} = {value}";
        List<string> changed = [.. lines];
        if (found.TryGetValue(setting, out var index))
            changed[index] = line;
        else
            changed.Add(line);
        return new SettingsText(path, changed);
    }

    /// <summary>The same without the setting; null if it is not there.</summary>
    public SettingsText? Without(Setting setting)
    {
        if (!found.TryGetValue(setting, out var index))
            return null;
        List<string> changed = [.. lines];
        changed.RemoveAt(index);
        return new SettingsText(path, changed);
    }

    public byte[] ToUtf8() => Strict.GetBytes(string.Concat(lines.Select(static line => line + "\n")));

    // A line that is broken is not repeated in a message: it may hold a secret.
    private Setting? ReadLine(int index)
    {
        var line = lines[index].Trim();
        if (line.Length == 0 || line[0] == '#')
            return null;
        var key = line.Split('=')[0].TrimEnd();
        if (Secret.IsNamedBy(key))
            throw Broken(index, $"a secret is never kept in this file. Remove the line. {Secret.WhereItBelongs}");
        if (!line.Contains('=', StringComparison.Ordinal))
            throw Broken(index, $"expected KEY = VALUE. {Remedy}");
        var setting = Setting.All.FirstOrDefault(setting => setting.Key == key)
            ?? throw Broken(index, $"there is no setting {Quoted.Text(key)}. {Remedy}");
        return ValueOf(line).Length > 0 ? setting : throw Broken(index, $"{key} has no value. {Remedy}");
    }

    private static string ValueOf(string line) => line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim();

    private InputException Broken(int index, string fault) => new($"{path}, line {index + 1}: {fault}");
}
