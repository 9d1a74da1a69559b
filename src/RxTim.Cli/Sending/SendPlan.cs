using System.Runtime.CompilerServices;
using RxTim.Journal;

namespace RxTim.Cli;

/// <summary>What will be sent and to whom, checked as far as it can be before anything is sent.</summary>
internal sealed class SendPlan : IAsyncDisposable
{
    // A message holds 12 kB; what its JSON adds, escapes and keys and white space, is not so much.
    private const int LongestMessage = 1 << 20;

    // A parameter names its recipients too: some ten million. More of them stand in a file of their own.
    private const int LongestParam = 1 << 28;

    private readonly MsgBatchSendParam? param;
    private readonly Recipients? streamed;

    // Everybody is known, and each is sent to once.
    private SendPlan(MsgBatchSendParam param)
    {
        this.param = param;
        Message = param.Message;
        var most = param.Identifiers.Distinct(StringComparer.Ordinal).Count();
        Audience = new Audience(most, MostIsExact: true, param.Identifiers.Count - most);
    }

    private SendPlan(Message message, Recipients recipients)
    {
        Message = message;
        streamed = recipients;
        Audience = new Audience(recipients.Count);
    }

    public Message Message { get; }

    public Audience Audience { get; }

    /// <exception cref="InputException">Something is missing, in conflict, or wrong.</exception>
    public static async Task<SendPlan> MakeAsync(SendSettings settings, CliConsole console, CancellationToken cancellationToken)
    {
        CheckOptions(settings);
        if (settings.ParamFile is { } file)
            return new SendPlan(await ReadParamAsync(file, cancellationToken));

        var message = await ReadMessageAsync(settings, cancellationToken);
        var recipients = await Recipients.OpenAsync(settings, console, cancellationToken);
        return recipients.AreStreamed
            ? new SendPlan(message, recipients)
            : new SendPlan(MsgBatchSendParam.Create(message, recipients.Listed));
    }

    /// <summary>The results; the send starts as they are enumerated.</summary>
    public IAsyncEnumerable<MsgBatchSendResult> Send(TimClient client) =>
        param is not null ? client.MsgBatchSendAsync(param) : client.MsgBatchSendAsync(Message, streamed!.ReadAsync());

    /// <summary>Who it goes to, as they were given.</summary>
    public IAsyncEnumerable<string> Identifiers() => param is not null ? param.Identifiers.ToAsyncEnumerable() : streamed!.ReadAsync();

    /// <summary>Whether <see cref="Identifiers"/> can be read more than once, one reading after the other.</summary>
    public bool CanBeReadAgain => param is not null || streamed!.Count is not null;

    /// <summary>Records in a new journal who will be sent to.</summary>
    /// <exception cref="InputException">There are none, or one is no identifier; then no journal is left.</exception>
    /// <exception cref="JournalException">The journal cannot be made.</exception>
    public Task<SendJournal> RecordAsync(string path, JournalDetails details, CancellationToken cancellationToken) => param is not null
        ? SendJournal.CreateAsync(path, param, details, cancellationToken)
        : SendJournal.CreateAsync(path, Message, SomeAsync(cancellationToken), details, cancellationToken);

    /// <summary>What to say if the recipients turned out to be none.</summary>
    public InputException NoRecipients() => streamed!.None();

    public ValueTask DisposeAsync() => streamed?.DisposeAsync() ?? default;

    private async IAsyncEnumerable<string> SomeAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var any = false;
        await foreach (var identifier in streamed!.ReadAsync(cancellationToken))
        {
            any = true;
            yield return identifier;
        }
        if (!any)
            throw NoRecipients();
    }

    private static void CheckOptions(SendSettings settings)
    {
        var given = new (string Name, string? Value)[]
        {
            ("--text", settings.Text), ("--message", settings.MessageFile), ("--param", settings.ParamFile),
        }.Where(what => what.Value is not null).Select(what => what.Name).ToArray();
        if (given.Length == 0)
            throw new InputException("Nothing to send: say what with --text, --message or --param.");
        if (given.Length > 1)
            throw new InputException($"{string.Join(" and ", given)} exclude each other: say what to send with one of them.");
        if (settings.ParamFile is not null && settings.To.Count + settings.ToFiles.Count > 0)
            throw new InputException("--param names the recipients itself: leave out --to and --to-file, or use --message.");
        if (settings is { Name: not null, Journal: null })
            throw new InputException("--name is kept in a journal: give --journal FILE too; or --node URL, for a send of a cluster.");
    }

    private static async Task<MsgBatchSendParam> ReadParamAsync(string file, CancellationToken cancellationToken)
    {
        var param = await JsonFile.ReadAsync(file, LongestParam, MsgBatchSendParam.Parse, cancellationToken);
        MessageRule.Check(param.Message, file);
        if (param.Identifiers.Count == 0)
            throw new InputException($"No recipients: msg_batch_send_param_identifier_array in {file} is empty.");
        for (var i = 0; i < param.Identifiers.Count; i++)
        {
            if (IdentifierRule.Fault(param.Identifiers[i]) is { } fault)
                throw IdentifierRule.Broken($"{file}, msg_batch_send_param_identifier_array[{i}]", fault);
        }
        return param;
    }

    private static async Task<Message> ReadMessageAsync(SendSettings settings, CancellationToken cancellationToken)
    {
        if (settings.MessageFile is { } file)
            return MessageRule.Check(await JsonFile.ReadAsync(file, LongestMessage, Message.Parse, cancellationToken), file);
        return settings.Text!.Length > 0
            ? MessageRule.Check(Message.Text(settings.Text), "--text")
            : throw new InputException("--text is empty, so there is nothing to send.");
    }
}
