using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace RxTim.Hosting;

/// <summary>Reads one section key by key, and notes what is wrong with its path and what is allowed. What a key holds is never said, for it
/// may be a secret in the wrong place.</summary>
internal sealed class SettingsReader(IConfiguration section, string path, List<string> problems)
{
    private readonly HashSet<string> known = new(StringComparer.OrdinalIgnoreCase);

    public SettingsReader Section(string key)
    {
        known.Add(key);
        return new SettingsReader(section.GetSection(key), $"{path}:{key}", problems);
    }

    public string? Text(string key)
    {
        known.Add(key);
        return section[key];
    }

    public int? Number(string key) => Read<int>(key, "a whole number", (string text, out int value) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value));

    public uint? AppId(string key) => Read<uint>(key, "a number from 1 to 4294967295", (string text, out uint value) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value));

    public bool Flag(string key) => Read<bool>(key, "true or false", bool.TryParse) ?? false;

    public TimeSpan? Span(string key) => Read<TimeSpan>(key, "a time span such as 00:00:30", (string text, out TimeSpan value) =>
        TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out value));

    public Uri? Address(string key)
    {
        if (Text(key) is not { Length: > 0 } text)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address))
            return address;
        problems.Add($"{path}:{key} must be an absolute address such as https://adminapisgp.im.qcloud.com/.");
        return null;
    }

    public T? Name<T>(string key)
        where T : struct, Enum =>
        Read<T>(key, $"one of {string.Join(", ", Enum.GetNames<T>())}", static (string text, out T value) =>
            Enum.TryParse(text, ignoreCase: true, out value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text[0]));

    /// <summary>Notes each key that nobody asked for: mostly one that is misspelt.</summary>
    public void Done(Func<IConfigurationSection, bool>? mayStand = null)
    {
        foreach (var child in section.GetChildren().Where(child => !known.Contains(child.Key) && mayStand?.Invoke(child) != true))
            problems.Add($"{path}:{child.Key} is no key of RxTim; here can be {string.Join(", ", known)}.");
    }

    private delegate bool Parser<T>(string text, out T value);

    private T? Read<T>(string key, string allowed, Parser<T> parse)
        where T : struct
    {
        if (Text(key) is not { Length: > 0 } text)
            return null;
        if (parse(text, out var value))
            return value;
        problems.Add($"{path}:{key} must be {allowed}.");
        return null;
    }
}
