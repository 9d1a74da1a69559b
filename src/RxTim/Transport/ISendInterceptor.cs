namespace RxTim;

/// <summary>
/// Takes part in every send of a client: before a call is handed over to the transport, and before its results are delivered to the consumer.
/// For what must happen at these moments: a record on disk or in a database, an audit, a span, a fence against a second sender.
/// </summary>
/// <remarks>Given in <see cref="TimClientOptions.Interceptors"/>. Where there are several, each step is awaited in the order in which they
/// stand there.</remarks>
public interface ISendInterceptor
{
    /// <summary>A send begins: a subscription, an enumeration, or a call with a callback.</summary>
    /// <param name="send">The send.</param>
    /// <returns>What follows this one send.</returns>
    /// <remarks>An exception stops the send before anything is handed over.</remarks>
    SendSession Begin(SendStart send);
}
