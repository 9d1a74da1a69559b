using System.Buffers;
using System.Text;

namespace RxTim.Cli;

/// <summary>
/// What an identifier may be: 1 to 32 bytes of printable ASCII. Tencent's backend answers any other with 7003, so it is refused here,
/// before anything is sent.
/// </summary>
internal static class IdentifierRule
{
    public const string Text = "Identifiers are 1 to 32 bytes of printable ASCII (0x20 to 0x7E).";

    private static readonly SearchValues<byte> PrintableBytes =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (byte)c)]);

    public static bool Holds(ReadOnlySpan<byte> utf8) => utf8.Length is > 0 and <= Identifiers.MaxBytes && !utf8.ContainsAnyExcept(PrintableBytes);

    /// <summary>What is wrong with the identifier; null if nothing is.</summary>
    public static string? Fault(string identifier) => Identifiers.Problem(identifier);

    /// <summary>An identifier that came from the place is no identifier.</summary>
    public static InputException Broken(string place, string fault) => new($"{place}: {fault}. {Text}");

    /// <summary>The identifier, where one is given at the place.</summary>
    /// <exception cref="InputException">Something is wrong with it.</exception>
    public static string Checked(string place, string identifier) =>
        Fault(identifier) is { } fault ? throw Broken(place, fault) : identifier;

    /// <summary>Like <see cref="Fault(string)"/>, of bytes that are to be UTF-8.</summary>
    public static string? Fault(ReadOnlySpan<byte> utf8)
    {
        if (Holds(utf8))
            return null;
        var broken = Utf8Fault.Find(utf8);
        return broken is null ? Fault(Encoding.UTF8.GetString(utf8)) : $"{broken}; save the file as UTF-8";
    }
}
