using System.Reactive.Linq;

namespace RxTim;

/// <summary>
/// Sends to identifiers that are a stream already, or any sequence: as an operator on them, or with the client in front. A result comes for
/// each as of <see cref="TimClient.MsgBatchSend(MsgBatchSendParam)"/>, and the streams are cold as there.
/// </summary>
public static class IdentifierOperators
{
    /// <summary>How many pushed identifiers may wait for their call, unless said otherwise.</summary>
    public const int DefaultMostWaiting = 65_536;

    /// <summary>Sends to identifiers as they are pushed: each waits for its call, which goes out when it is full, or when it has waited for
    /// <see cref="TimClientOptions.Linger"/>.</summary>
    /// <param name="identifiers">Who it goes to; subscribed to once for each subscription of the result, and unsubscribed from when the
    /// send ends. Its error ends the stream with a <see cref="TimException"/>, after the results of what came before.</param>
    /// <param name="client">Who sends.</param>
    /// <param name="message">The message.</param>
    /// <param name="mostWaiting">How many identifiers may wait for their call, at least 1. What is pushed cannot be slowed down. So one
    /// that comes when that many wait ends the stream with a <see cref="TimException"/> that says how many there were; those that wait are
    /// sent to and have their result before.</param>
    /// <returns>A cold stream: see <see cref="TimClient.MsgBatchSend(MsgBatchSendParam)"/>, and
    /// <see cref="DuplicateIdentifiers.SendOnce"/> for how far back a repeated identifier is known. It completes when
    /// <paramref name="identifiers"/> has, and all have their result.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="mostWaiting"/> is less than 1.</exception>
    public static IObservable<MsgBatchSendResult> MsgBatchSend(
        this IObservable<string> identifiers, TimClient client, Message message, int mostWaiting = DefaultMostWaiting)
    {
        ThrowIfNull(identifiers, client, message);
        if (mostWaiting < 1)
            throw new ArgumentOutOfRangeException(nameof(mostWaiting), mostWaiting, "At least one identifier waits for its call.");
        return Observable.Using(
            () => new PushedIdentifiers(mostWaiting),
            pushed => Observable.Create<MsgBatchSendResult>(observer =>
            {
                // The send first, so that what a source gives inside its subscription is taken already.
                var sending = client.MsgBatchSend(message, pushed).Subscribe(observer);
                pushed.SubscribeTo(identifiers);
                return sending;
            }));
    }

    /// <summary>Sends to identifiers that need not fit into memory, and pushes each result as it arrives.</summary>
    /// <param name="identifiers">Who it goes to: see <see cref="TimClient.MsgBatchSend(Message, IAsyncEnumerable{string})"/>.</param>
    /// <param name="client">Who sends.</param>
    /// <param name="message">The message.</param>
    /// <returns>A cold stream.</returns>
    public static IObservable<MsgBatchSendResult> MsgBatchSend(
        this IAsyncEnumerable<string> identifiers, TimClient client, Message message)
    {
        ThrowIfNull(identifiers, client, message);
        return client.MsgBatchSend(message, identifiers);
    }

    /// <summary>Sends to identifiers that need not fit into memory; each result is pulled as it arrives.</summary>
    /// <param name="identifiers">Who it goes to: see <see cref="TimClient.MsgBatchSend(Message, IAsyncEnumerable{string})"/>.</param>
    /// <param name="client">Who sends.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Stops the sending, as in
    /// <see cref="TimClient.MsgBatchSendAsync(MsgBatchSendParam, CancellationToken)"/>.</param>
    /// <returns>A cold stream.</returns>
    public static IAsyncEnumerable<MsgBatchSendResult> MsgBatchSendAsync(
        this IAsyncEnumerable<string> identifiers, TimClient client, Message message, CancellationToken cancellationToken = default)
    {
        ThrowIfNull(identifiers, client, message);
        return client.MsgBatchSendAsync(message, identifiers, cancellationToken);
    }

    /// <summary>Sends to identifiers in memory, or in what is read as it goes, and pushes each result as it arrives.</summary>
    /// <param name="identifiers">Who it goes to. A list is copied at once. Anything else is enumerated once for each subscription, only as
    /// far as calls need it; one that waits for something, such as a file or a database, is better an
    /// <see cref="IAsyncEnumerable{T}"/>.</param>
    /// <param name="client">Who sends.</param>
    /// <param name="message">The message.</param>
    /// <returns>A cold stream: see <see cref="TimClient.MsgBatchSend(MsgBatchSendParam)"/>.</returns>
    /// <exception cref="ArgumentException">Something is null, or an identifier in a list.</exception>
    public static IObservable<MsgBatchSendResult> MsgBatchSend(
        this IEnumerable<string> identifiers, TimClient client, Message message)
    {
        ThrowIfNull(identifiers, client, message);
        return identifiers is IReadOnlyList<string> list
            ? client.MsgBatchSend(MsgBatchSendParam.Create(message, list))
            : client.MsgBatchSend(message, new EnumeratedIdentifiers(identifiers));
    }

    /// <summary>Sends to identifiers in memory, or in what is read as it goes; each result is pulled as it arrives.</summary>
    /// <param name="identifiers">Who it goes to: see <see cref="MsgBatchSend(IEnumerable{string}, TimClient, Message)"/>.</param>
    /// <param name="client">Who sends.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Stops the sending, as in
    /// <see cref="TimClient.MsgBatchSendAsync(MsgBatchSendParam, CancellationToken)"/>.</param>
    /// <returns>A cold stream.</returns>
    /// <exception cref="ArgumentException">Something is null, or an identifier in a list.</exception>
    public static IAsyncEnumerable<MsgBatchSendResult> MsgBatchSendAsync(
        this IEnumerable<string> identifiers, TimClient client, Message message, CancellationToken cancellationToken = default)
    {
        ThrowIfNull(identifiers, client, message);
        return identifiers is IReadOnlyList<string> list
            ? client.MsgBatchSendAsync(MsgBatchSendParam.Create(message, list), cancellationToken)
            : client.MsgBatchSendAsync(message, new EnumeratedIdentifiers(identifiers), cancellationToken);
    }

    /// <summary>The same with the client in front.</summary>
    /// <inheritdoc cref="MsgBatchSend(IEnumerable{string}, TimClient, Message)"/>
    public static IObservable<MsgBatchSendResult> MsgBatchSend(
        this TimClient client, Message message, IEnumerable<string> identifiers) => identifiers.MsgBatchSend(client, message);

    /// <summary>The same with the client in front.</summary>
    /// <inheritdoc cref="MsgBatchSendAsync(IEnumerable{string}, TimClient, Message, CancellationToken)"/>
    public static IAsyncEnumerable<MsgBatchSendResult> MsgBatchSendAsync(
        this TimClient client, Message message, IEnumerable<string> identifiers, CancellationToken cancellationToken = default) =>
        identifiers.MsgBatchSendAsync(client, message, cancellationToken);

    private static void ThrowIfNull(object identifiers, TimClient client, Message message)
    {
        ArgumentNullException.ThrowIfNull(identifiers);
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(message);
    }
}
