using System.CommandLine;

namespace RxTim.Cli;

/// <summary>The options that say which send of which cluster.</summary>
internal sealed class NodeOptions
{
    public const string NodeName = "--node";
    public const string SendName = "--name";
    public const string TokenName = "--token-env";
    public const string TokenVariable = "RXTIM_TOKEN";
    public const string WaitName = "--node-wait";

    public const string Notes = """
        Nodes:
          --node is the address of a node of a cluster (rxtim-node). Name several: where one falls or is not ready, it is gone on
          with the next, until no node has answered for --node-wait; then the exit code is 4. Without URL, the nodes are those
          of RXTIM_NODE or of rxtim config, with spaces or commas between.
          The token that the nodes want is read from RXTIM_TOKEN, or from the variable that --token-env names. It is not sent over
          http:// to another machine, which is refused; without a token it is said that others can read along.
          A send's name has 1 to 128 letters, digits, or . _ -
        """;

    private const int LongestName = 128;

    public static readonly TimeSpan DefaultWait = TimeSpan.FromMinutes(1);

    private readonly Option<string[]> node = new(NodeName)
    {
        HelpName = "URL",
        Description = "A node of the cluster, such as http://localhost:8080. May be repeated. "
            + "Without URL, those of RXTIM_NODE or of rxtim config.",
        Arity = ArgumentArity.ZeroOrMore,
    };
    private readonly Option<string> name;
    private readonly Option<string> tokenEnv = OptionOf.One(TokenName, "VAR",
        "The environment variable that holds the nodes' token. RXTIM_TOKEN by default.");
    private readonly Option<string> wait = OptionOf.One(WaitName, "DURATION",
        "How long it is gone on without an answer from any node, such as 10m. 1m by default.");

    /// <param name="nameHelp">What the help says of the name.</param>
    public NodeOptions(string nameHelp = "The send's name in the cluster.") => name = OptionOf.One(SendName, "TEXT", nameHelp);

    /// <summary>The option of the send's name.</summary>
    public Option<string> Name => name;

    /// <summary>All but the name.</summary>
    public IEnumerable<Option> Places => [node, tokenEnv, wait];

    public IEnumerable<Option> All => [node, name, tokenEnv, wait];

    /// <summary>Whether nodes are asked for.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetResult(node) is not null;

    /// <summary>Whether a command that takes a journal as well is for a cluster's send.</summary>
    /// <exception cref="InputException">Both were given, or neither.</exception>
    public bool AreInsteadOf(Argument<string> journal, ParseResult parsed)
    {
        var given = All.FirstOrDefault(option => parsed.GetResult(option) is not null);
        var hasJournal = parsed.GetValue(journal) is not null;
        if (hasJournal && given is not null)
            throw new InputException($"{journal.Name} is a journal, and {given.Name} is for a send of a cluster: leave one of them out.");
        if (!hasJournal && given is null)
        {
            throw new InputException(
                $"Say which send: {journal.Name} for one with a journal, or {NodeName} and {SendName} for one of a cluster.");
        }
        return !hasJournal;
    }

    /// <summary>Refuses those that only make sense with nodes.</summary>
    /// <exception cref="InputException">One was given.</exception>
    public void RefuseWithoutNode(ParseResult parsed, params Option[] others)
    {
        if (((Option[])[tokenEnv, wait, .. others]).FirstOrDefault(option => parsed.GetResult(option) is not null) is { } given)
            throw new InputException($"{given.Name} goes with {NodeName} only.");
    }

    /// <summary>Refuses those that are the nodes' own matter.</summary>
    /// <exception cref="InputException">One was given.</exception>
    public static void Refuse(ParseResult parsed, IEnumerable<Option> options)
    {
        if (options.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } given)
            throw new InputException($"{given.Name} does not go with {NodeName}: the nodes have their own. Leave one of them out.");
    }

    /// <exception cref="InputException">A value is wrong or missing.</exception>
    /// <param name="parsed">The command line.</param>
    /// <param name="console">Has the settings of the environment and of the file, and is told of what can be read by others.</param>
    /// <param name="ofAll">Whether all sends are meant, so that there is no name.</param>
    public NodeSettings Read(ParseResult parsed, CliConsole console, bool ofAll = false)
    {
        var send = ofAll ? "" : parsed.GetValue(name) is { } called ? CheckName(called) : null;
        var patience = parsed.GetValue(wait) is { } text ? OptionText.Duration(wait.Name, text) : DefaultWait;
        var given = new RestSettings(parsed, console);
        var token = ReadToken(given.Find(tokenEnv, Setting.TokenEnv), console);
        var addresses = Addresses(parsed, given);
        if (send is null)
            throw new InputException($"{NodeName} needs {SendName} too: what the send is called in the cluster.");
        NodeAddress.CheckSafety(addresses, token is not null, console);
        return new NodeSettings
        {
            Addresses = addresses,
            Send = send,
            Token = token,
            TokenVariable = parsed.GetValue(tokenEnv),
            Wait = patience,
        };
    }

    private List<Uri> Addresses(ParseResult parsed, RestSettings settings)
    {
        if (parsed.GetValue(node) is { Length: > 0 } urls)
            return [.. urls.Select(static url => NodeAddress.Of(NodeName, url)).Distinct()];
        var found = settings.Find(null, NodeName, Setting.Node);
        return found.Value is { } listed
            ? NodeAddress.List(found.Name, listed)
            : throw new InputException($"{NodeName} needs the address of a node here, in {Setting.Node.Variable}, or in rxtim config.");
    }

    private static string CheckName(string text) =>
        text.Length is > 0 and <= LongestName && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')
            ? text
            : throw new InputException(
                $"{SendName}: expected 1 to {LongestName} letters, digits, or one of . _ - for a send of a cluster, not {Quoted.Text(text)}.");

    // Nobody is shown what the variable holds.
    private static string? ReadToken(SettingValue found, CliConsole console)
    {
        if (found.Value is not { } variable)
            return null;
        Secret.CheckVariable(found.Name, variable);
        if (console.Setting(variable) is not { Length: > 0 } token)
        {
            throw new InputException(
                $"{found.Name}: the environment variable {Quoted.Text(variable)} is not set. Name the one that holds the token.");
        }
        return token.All(static c => c is > ' ' and <= '~')
            ? token
            : throw new InputException($"{variable}: a token has printable ASCII only, and no spaces.");
    }
}
