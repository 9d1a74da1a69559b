namespace RxTim.Cli;

/// <summary>
/// The arguments as the process got them. Text for .NET is UTF-16: bytes that are not UTF-8 come as U+FFFD, so that a message written in
/// another encoding would go out to everybody as a row of question marks.
/// </summary>
internal static class RawArguments
{
    private const string CommandLineFile = "/proc/self/cmdline";

    /// <param name="count">How many there are; what stands before them started the program.</param>
    /// <returns>The arguments; null where the system does not tell them.</returns>
    public static IReadOnlyList<byte[]>? Read(int count)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        try
        {
            return Last(File.ReadAllBytes(CommandLineFile), count);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Not there in some containers. Then U+FFFD is all that is known of such bytes.
            return null;
        }
    }

    /// <exception cref="InputException">An argument is not UTF-8.</exception>
    public static void Check(IReadOnlyList<string> arguments, IReadOnlyList<byte[]>? raw)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            var fault = raw is not null ? Utf8Fault.Find(raw[i]) : Fault(arguments[i]);
            if (fault is not null)
                throw new InputException($"{Place(arguments, i)}: {fault}. Give it in UTF-8, or from a file in UTF-8.");
        }
    }

    private static List<byte[]>? Last(byte[] commandLine, int count)
    {
        var all = new List<byte[]>();
        var rest = commandLine.AsSpan();
        while (rest.IndexOf((byte)0) is >= 0 and var end)
        {
            all.Add(rest[..end].ToArray());
            rest = rest[(end + 1)..];
        }
        return all.Count >= count ? all[^count..] : null;
    }

    private static string? Fault(string argument) =>
        argument.Contains('\uFFFD') ? "it has U+FFFD, which stands for bytes that are not UTF-8"
        : argument.EnumerateRunes().Contains(System.Text.Rune.ReplacementChar) ? "it has half of a character (a lone surrogate)"
        : null;

    // An option's value is called after the option.
    private static string Place(IReadOnlyList<string> arguments, int index) =>
        index > 0 && arguments[index - 1].StartsWith("--", StringComparison.Ordinal) && !arguments[index - 1].Contains('=')
            ? arguments[index - 1]
            : $"argument {index + 1}, {Quoted.Text(arguments[index])}";
}
