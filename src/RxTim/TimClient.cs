namespace RxTim;

/// <summary>
/// Sends one message to many users of Tencent Cloud Chat and gives each user's result the moment it is known: to an observer, to an
/// <c>await foreach</c>, or to the callback that Tencent's own SDK has.
/// </summary>
/// <remarks>
/// Safe to use from many threads; make one and keep it. Streams are cold: each subscription and each enumeration sends once more
/// (share one with <c>Publish</c> or <c>Replay</c> of Rx). Disposing the client ends what is running; it does not dispose the transport.
/// </remarks>
public sealed class TimClient : IAsyncDisposable
{
    private readonly SendContext context;

    /// <summary>Makes a client.</summary>
    /// <param name="transport">The backend to send through.</param>
    /// <param name="options">How to send; the defaults fit the transport.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option, or one of the transport's limits, is out of its range.</exception>
    public TimClient(IMsgBatchTransport transport, TimClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(transport);
        options ??= new TimClientOptions();
        options.Validate();
        context = new SendContext(transport, options);
    }

    /// <summary>
    /// Told of exceptions that have nowhere else to go: one thrown by the caller's callback or observer, on a thread that belongs to
    /// the backend. Those of a client that has a handler or a logger of its own (<see cref="TimClientOptions.OnUnhandledException"/>,
    /// <see cref="TimClientOptions.LoggerFactory"/>) go there instead. Without a handler they are written to standard error.
    /// </summary>
    public static event Action<Exception>? UnhandledException
    {
        add => UnhandledExceptions.Raised += value;
        remove => UnhandledExceptions.Raised -= value;
    }

    /// <summary>Sends to a list of identifiers and pushes each result as it arrives.</summary>
    /// <param name="param">The message and who it goes to (<c>json_batch_send_param</c>).</param>
    /// <returns>A cold stream: nothing is sent before it is subscribed to, and each subscription sends once more. It has one result
    /// for each distinct identifier, then completes; an empty list completes at once. Results come on the backend's threads, never two
    /// at a time, and an observer that is slow slows the sending. It fails with a <see cref="TimException"/> if the whole send is
    /// stopped.</returns>
    public IObservable<MsgBatchSendResult> MsgBatchSend(MsgBatchSendParam param) => new ResultObservable(Cold(param));

    /// <summary>Sends to a list of identifiers; each result is pulled as it arrives.</summary>
    /// <param name="param">The message and who it goes to (<c>json_batch_send_param</c>).</param>
    /// <param name="cancellationToken">Stops the sending: no further call goes out, and the enumeration throws
    /// <see cref="OperationCanceledException"/>.</param>
    /// <returns>A cold stream: see <see cref="MsgBatchSend(MsgBatchSendParam)"/>. New calls go out as results are consumed.</returns>
    public IAsyncEnumerable<MsgBatchSendResult> MsgBatchSendAsync(
        MsgBatchSendParam param, CancellationToken cancellationToken = default) => new ResultAsyncEnumerable(Cold(param), cancellationToken);

    /// <summary>Sends to identifiers that need not fit into memory, and pushes each result as it arrives.</summary>
    /// <param name="message">The message.</param>
    /// <param name="identifiers">Who it goes to; enumerated once for each subscription, only as far as calls need it. A failing source
    /// ends the stream with a <see cref="TimException"/>, after the results of what it gave before.</param>
    /// <returns>A cold stream: see <see cref="MsgBatchSend(MsgBatchSendParam)"/>, and <see cref="DuplicateIdentifiers.SendOnce"/> for
    /// how far back a repeated identifier is known.</returns>
    public IObservable<MsgBatchSendResult> MsgBatchSend(Message message, IAsyncEnumerable<string> identifiers) =>
        new ResultObservable(Cold(message, identifiers));

    /// <summary>Sends to identifiers that need not fit into memory; each result is pulled as it arrives.</summary>
    /// <param name="message">The message.</param>
    /// <param name="identifiers">Who it goes to: see <see cref="MsgBatchSend(Message, IAsyncEnumerable{string})"/>.</param>
    /// <param name="cancellationToken">Stops the sending, as in
    /// <see cref="MsgBatchSendAsync(MsgBatchSendParam, CancellationToken)"/>.</param>
    /// <returns>A cold stream. Memory stays flat in the number of identifiers.</returns>
    public IAsyncEnumerable<MsgBatchSendResult> MsgBatchSendAsync(
        Message message, IAsyncEnumerable<string> identifiers, CancellationToken cancellationToken = default) =>
        new ResultAsyncEnumerable(Cold(message, identifiers), cancellationToken);

    /// <summary>Sends to identifiers that need not fit into memory, with keys around the message that this version does not know
    /// (<see cref="WireObject.UnknownKeys"/>); each result is pulled as it arrives.</summary>
    /// <param name="param">The message and the keys. Its own identifiers are not sent to.</param>
    /// <param name="identifiers">Who it goes to: see <see cref="MsgBatchSend(Message, IAsyncEnumerable{string})"/>.</param>
    /// <param name="cancellationToken">Stops the sending, as in
    /// <see cref="MsgBatchSendAsync(MsgBatchSendParam, CancellationToken)"/>.</param>
    /// <returns>A cold stream. Memory stays flat in the number of identifiers.</returns>
    public IAsyncEnumerable<MsgBatchSendResult> MsgBatchSendAsync(
        MsgBatchSendParam param, IAsyncEnumerable<string> identifiers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(param);
        ArgumentNullException.ThrowIfNull(identifiers);
        return new ResultAsyncEnumerable(new ColdSend(context, Content(param), identifiers), cancellationToken);
    }

    /// <summary>Sends at once and calls back with the results of all, as a list (overload 1 of Tencent's API).</summary>
    /// <param name="param">The message and who it goes to (<c>json_batch_send_param</c>).</param>
    /// <param name="callback">Called exactly once if this returns <see cref="TIMResult.Succ"/>, never otherwise.</param>
    /// <param name="userData">Handed to the callback untouched.</param>
    /// <returns><see cref="TIMResult.ErrParam"/> if something is null, <see cref="TIMResult.ErrSdkUninit"/> if the client is
    /// disposed, else <see cref="TIMResult.Succ"/>.</returns>
    /// <remarks>The results stand in the order asked. The callback's code is 0 if any identifier was sent to, else the first failure's.
    /// If the send is stopped, the identifiers that have no result say so with the code that stopped it.</remarks>
    public TIMResult MsgBatchSend(MsgBatchSendParam param, ValueCallback<List<MsgBatchSendResult>> callback, string? userData = null) =>
        SendToCallback(param, callback is null ? null : results => results.Invoke(callback, userData));

    /// <summary>Sends at once and calls back with the results of all, as JSON (overload 2 of Tencent's API).</summary>
    /// <inheritdoc cref="MsgBatchSend(MsgBatchSendParam, ValueCallback{List{MsgBatchSendResult}}, string?)"/>
    public TIMResult MsgBatchSend(MsgBatchSendParam param, ValueCallback<string> callback, string? userData = null) =>
        SendToCallback(param, callback is null ? null : results => results.Invoke(callback, userData));

    /// <summary>Ends every running stream with a <see cref="TimException"/> (code 7009). The transport stays as it is.</summary>
    /// <returns>Complete when nothing of this client runs any longer: no source is asked, and no observer, callback or interceptor is called.
    /// What does not return is waited for within <see cref="TimClientOptions.DisposeTimeout"/>. A disposal from inside what a send
    /// calls, such as an observer, an interceptor or the source, does not wait for that send.</returns>
    public ValueTask DisposeAsync() => context.DisposeAsync();

    private TIMResult SendToCallback(MsgBatchSendParam? param, Action<CallbackResults>? callback)
    {
        if (param?.Identifiers is null || param.Message is null || callback is null)
            return TIMResult.ErrParam;
        if (context.IsDisposed)
            return TIMResult.ErrSdkUninit;
        var results = new CallbackResults(param.Identifiers, context.Options.Duplicates, context.Report);
        MsgBatchSend(param).Subscribe(new CallbackObserver(results, callback, context.Report));
        return TIMResult.Succ;
    }

    // Who is sent to, each at its ordinal.
    private ColdSend Cold(MsgBatchSendParam param)
    {
        ArgumentNullException.ThrowIfNull(param);
        return new ColdSend(context, Content(param), new IdentifierList(param.Identifiers));
    }

    private ColdSend Cold(Message message, IAsyncEnumerable<string> identifiers)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(identifiers);
        return new ColdSend(context, Content(new MsgBatchSendParam { Identifiers = [], Message = message }), identifiers);
    }

    private CallContent Content(MsgBatchSendParam param) => new(param, stamped: context.Options.Retry.RetryUnknown);
}
