namespace RxTim.Cli;

/// <summary>Addresses of nodes.</summary>
internal static class NodeAddress
{
    private static readonly char[] Separators = [' ', ',', '\t'];

    /// <summary>The address, fit to have the API's paths behind it.</summary>
    /// <exception cref="InputException">It is no address of a server, or has more than the address.</exception>
    public static Uri Of(string option, string text)
    {
        var isAddress = Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);
        // The text is not repeated: it may have a password or a token in it.
        if (!isAddress || address!.UserInfo.Length + address.Query.Length + address.Fragment.Length > 0)
        {
            throw new InputException(
                $"{option}: expected the address of a node, such as https://node1.example.com, without a user, a query or a fragment.");
        }
        return address.AbsolutePath.EndsWith('/') ? address : new Uri($"{address.AbsoluteUri}/");
    }

    /// <summary>Several, with spaces or commas between.</summary>
    /// <exception cref="InputException">There is none, or one is wrong.</exception>
    public static List<Uri> List(string option, string text)
    {
        List<Uri> all = [.. text.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Select(one => Of(option, one)).Distinct()];
        return all.Count > 0 ? all : throw new InputException($"{option}: expected the address of a node.");
    }

    /// <summary>Does not let a token leave this machine in the clear, and says so of what else would.</summary>
    /// <exception cref="InputException">A token would.</exception>
    public static void CheckSafety(IEnumerable<Uri> addresses, bool hasToken, CliConsole console)
    {
        if (addresses.FirstOrDefault(static address => address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback) is not { } open)
            return;
        if (hasToken)
        {
            throw new InputException(
                $"{NodeOptions.NodeName}: {Node.NameOf(open)} is another machine, and over http:// everybody on the way could "
                + "read the token. Give it as https://, or reach it through a tunnel at localhost.");
        }
        console.Complain(
            $"{Node.NameOf(open)} is another machine: over http:// everybody on the way can read the message and the recipients.");
    }
}
