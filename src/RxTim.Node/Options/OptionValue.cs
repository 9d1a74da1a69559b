using System.Net;

namespace RxTim.Node;

/// <summary>Reads the values of options that are rxtim-node's own.</summary>
internal static class OptionValue
{
    private const int LongestName = 64;

    /// <exception cref="InputException">The text is no identifier.</exception>
    public static string Identifier(string name, string text) =>
        Identifiers.Problem(text) is { } problem ? throw new InputException($"{name}: {problem}.") : text;

    /// <summary>A name of a cluster: it becomes a part of keys in Redis.</summary>
    /// <exception cref="InputException">The text is no such name.</exception>
    public static string Name(string name, string text) =>
        text.Length is > 0 and <= LongestName && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')
            ? text
            : throw OptionText.Wrong(name, text, $"expected 1 to {LongestName} letters, digits, or one of . _ -");

    /// <exception cref="InputException">The text is no IP address of one machine.</exception>
    public static IPAddress MachineAddress(string name, string text) =>
        IPAddress.TryParse(text, out var address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any)
            ? address
            : throw OptionText.Wrong(name, text, "expected the IP address by which the other nodes reach this one, such as 10.0.0.7");
}
