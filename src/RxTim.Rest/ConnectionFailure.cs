using System.Net.Sockets;

namespace RxTim.Rest;

/// <summary>What an exception of <see cref="HttpClient"/> means for a call of which nothing left. The words are ours: an exception's own
/// may have the request's address in it, and with it the UserSig.</summary>
internal static class ConnectionFailure
{
    // EMFILE and ENFILE, and what .NET makes of them where it loads a part of itself.
    private static readonly int[] TooManyFiles = [24, 23, unchecked((int)0x80070004)];

    public static (int Code, string Text) Of(Exception thrown) => thrown switch
    {
        _ when IsOutOfFiles(thrown) =>
            (TimErrorCodes.NetworkDisconnected, "too many files are open in this process; raise the limit (ulimit -n), or make fewer calls"),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } =>
            (TimErrorCodes.NetworkUnreachable, "the server's name could not be resolved"),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
            (TimErrorCodes.NetworkDisconnected, "no secure connection could be made (TLS)"),
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } =>
            (TimErrorCodes.NetworkDisconnected, "the proxy refused the way to the server"),
        HttpRequestException { InnerException: SocketException socket } => OfSocket(socket),
        // Not wrapped where the connection broke as soon as it was there.
        SocketException socket => OfSocket(socket),
        IOException => (TimErrorCodes.NetworkDisconnected, "the connection broke"),
        HttpRequestException { InnerException: { } inner } failed =>
            (TimErrorCodes.NetworkDisconnected, $"the connection failed ({failed.HttpRequestError}, {inner.GetType().Name})"),
        HttpRequestException failed => (TimErrorCodes.NetworkDisconnected, $"the connection failed ({failed.HttpRequestError})"),
        OperationCanceledException => (TimErrorCodes.ConnectTimeout, "no connection was made in the time that the HttpClient allows"),
        _ when IsTimeout(thrown) => (
            TimErrorCodes.ConnectTimeout,
            $"no connection was made in the time that a handler of the HttpClient allows ({thrown.GetType().Name})"),
        _ => (TimErrorCodes.HttpRequestFailed, $"the HttpClient failed with {thrown.GetType().Name}"),
    };

    /// <summary>Whether no connection was made, so that nothing can have left through one.</summary>
    public static bool NeverConnected(Exception thrown) => thrown is HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };

    /// <summary>Whether a handler's own time limit is over: <c>TimeoutRejectedException</c> of the resilience handlers, and the like, whose
    /// types are not known here.</summary>
    public static bool IsTimeout(Exception thrown) => thrown.GetType().Name.Contains("Timeout", StringComparison.Ordinal);

    private static bool IsOutOfFiles(Exception? thrown)
    {
        for (; thrown is not null; thrown = thrown.InnerException)
        {
            if (thrown is SocketException { SocketErrorCode: SocketError.TooManyOpenSockets } || TooManyFiles.Contains(thrown.HResult))
                return true;
        }
        return false;
    }

    private static (int, string) OfSocket(SocketException socket) => socket.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => (TimErrorCodes.ConnectRefused, "the server refused the connection"),
        SocketError.TimedOut => (TimErrorCodes.ConnectTimeout, "no connection was made in time"),
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostNotFound or SocketError.TryAgain =>
            (TimErrorCodes.NetworkUnreachable, "there is no way to the server"),
        var error => (TimErrorCodes.NetworkDisconnected, $"the connection failed ({error})"),
    };
}
