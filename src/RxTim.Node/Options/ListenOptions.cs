using System.CommandLine;
using System.Net;

namespace RxTim.Node;

/// <summary>Where the HTTP API listens, and who may use it.</summary>
internal sealed record ListenSettings
{
    /// <summary>The addresses; empty for all of this machine.</summary>
    public required IReadOnlyList<IPAddress> Addresses { get; init; }

    /// <summary>0 for any that is free.</summary>
    public required int Port { get; init; }

    /// <summary>What whoever calls has to show; null if this machine's users may all call.</summary>
    public Secret? Token { get; init; }

    /// <summary>Whether only this machine is answered.</summary>
    public bool IsLocal => Addresses.Count > 0 && Addresses.All(IPAddress.IsLoopback);
}

/// <summary>The options that say where the HTTP API listens.</summary>
internal sealed class ListenOptions
{
    private const int ShortestToken = 16;
    private const int LongestToken = 4_096;

    private readonly Option<string> url = OptionOf.One("--url", "URL",
        "Where the HTTP API listens: http:// with localhost, an IP address, or * for all. RXTIM_NODE_URL, or else http://localhost:8080, "
        + "by default. TLS is a proxy's.");
    private readonly Option<string> tokenEnv = OptionOf.One("--token-env", "VAR",
        $"The environment variable that holds the token that callers need, {ShortestToken} characters or more. RXTIM_NODE_TOKEN by "
        + "default. Without a token only this machine may be listened on.");
    private readonly Option<string> tokenFile = OptionOf.One("--token-file", "FILE", "The file that holds the token, in its first line.");

    public IEnumerable<Option> All => [url, tokenEnv, tokenFile];

    /// <exception cref="InputException">A value is wrong, or a token is missing.</exception>
    public ListenSettings Read(Given given)
    {
        var found = given.Find(url, "RXTIM_NODE_URL");
        var settings = Parse(found.Name, found.Value ?? "http://localhost:8080") with { Token = ReadToken(given) };
        if (!settings.IsLocal && settings.Token is null)
        {
            throw new InputException($"{found.Name}: other machines could reach {Quoted.Text(found.Value!)}, so a token is needed: "
                + $"{tokenEnv.Name} VAR, or {tokenFile.Name} FILE.");
        }
        return settings;
    }

    private Secret? ReadToken(Given given)
    {
        if (given.Find(tokenEnv).Value is { } variable)
        {
            given.Refuse(tokenEnv.Name, tokenFile);
            return Checked(tokenEnv.Name, given.SecretIn(tokenEnv.Name, variable));
        }
        if (given.Find(tokenFile).Value is { } file)
            return Checked(tokenFile.Name, new Secret(FirstLine(file)));
        return given.Secret("RXTIM_NODE_TOKEN") is { } token ? Checked("RXTIM_NODE_TOKEN", token) : null;
    }

    private string FirstLine(string file)
    {
        try
        {
            using var reader = new StreamReader(file);
            var start = new char[LongestToken + 2];
            var read = reader.ReadBlock(start);
            return new string(start, 0, read).Split('\n')[0].TrimEnd('\r');
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException($"{tokenFile.Name}: {file}: {wrong.Message.TrimEnd('.')}.", wrong);
        }
    }

    // What a header can carry. The token is not repeated.
    private static Secret Checked(string name, Secret token) =>
        token.Reveal() is { Length: >= ShortestToken and <= LongestToken } text && text.All(static c => c is > ' ' and <= '~')
            ? token
            : throw new InputException(
                $"{name}: a token has {ShortestToken} to {LongestToken} characters of printable ASCII without blanks.");

    private static ListenSettings Parse(string name, string text)
    {
        const string Expected = "expected an address such as http://localhost:8080, http://10.0.0.7:8080 or http://*:8080";
        var isAny = text.StartsWith("http://*", StringComparison.Ordinal);
        var whole = isAny ? $"http://0.0.0.0{text["http://*".Length..]}" : text;
        if (text.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
            throw new InputException($"{name}: the node speaks http only; let a proxy in front of it do TLS.");
        if (!Uri.TryCreate(whole, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttp
            || address.PathAndQuery != "/" || address.UserInfo.Length + address.Fragment.Length > 0)
        {
            throw OptionText.Wrong(name, text, Expected);
        }
        if (address.Host == "localhost")
            return new ListenSettings { Addresses = [IPAddress.Loopback], Port = address.Port };
        if (!IPAddress.TryParse(address.IdnHost, out var ip))
            throw OptionText.Wrong(name, text, Expected);
        var all = isAny || ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any);
        return new ListenSettings { Addresses = all ? [] : [ip], Port = address.Port };
    }
}
