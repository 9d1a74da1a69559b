using System.Net.Sockets;
using RxTim.Orleans;
using StackExchange.Redis;

namespace RxTim.Node;

/// <summary>What an answer says of what went wrong.</summary>
/// <param name="Status">The HTTP status, where the answer has not begun yet.</param>
/// <param name="Error">For people.</param>
/// <param name="Reason">For programs; null where the status says it all.</param>
/// <param name="Line">The line of the body that is wrong, from 1; null if it is none.</param>
internal sealed record ApiFault(int Status, string Error, string? Reason = null, long? Line = null)
{
    public static ApiFault BadInput(string error, long? line = null) => new(StatusCodes.Status400BadRequest, error, "badInput", line);

    public static ApiFault NotFound(string name) =>
        new(StatusCodes.Status404NotFound, $"There is no send {Quoted.Text(name)}.", "notFound");

    public static ApiFault Unavailable(string error) => new(StatusCodes.Status503ServiceUnavailable, error, "unavailable");

    /// <summary>What an exception of the cluster means; null of one that nobody has foreseen.</summary>
    public static ApiFault? Of(Exception thrown) => thrown switch
    {
        ApiException known => known.Fault,
        ClusterSendException refused => Of(refused),
        TimException refused => Of(refused),
        ArgumentException wrong => BadInput(wrong.Message.Split(" (Parameter '")[0]),
        _ when IsOfStorageOrNetwork(thrown) => Unavailable("The cluster does not answer now, or its storage cannot be reached. Try again."),
        _ => null,
    };

    private static ApiFault Of(ClusterSendException refused)
    {
        var (status, reason) = refused.Error switch
        {
            ClusterSendError.NotFound => (StatusCodes.Status404NotFound, "notFound"),
            ClusterSendError.NameTaken => (StatusCodes.Status409Conflict, "nameTaken"),
            ClusterSendError.Cancelled => (StatusCodes.Status409Conflict, "cancelled"),
            ClusterSendError.Ended => (StatusCodes.Status409Conflict, "ended"),
            ClusterSendError.StillRunning => (StatusCodes.Status409Conflict, "stillRunning"),
            ClusterSendError.Removed => (StatusCodes.Status410Gone, "removed"),
            ClusterSendError.OtherCursor => (StatusCodes.Status400BadRequest, "badInput"),
            ClusterSendError.NotSupported => (StatusCodes.Status501NotImplemented, "notSupported"),
            _ => (StatusCodes.Status503ServiceUnavailable, "unavailable"),
        };
        return new ApiFault(status, refused.Message, reason);
    }

    // Its text may name a user, so it is left out.
    private static ApiFault Of(TimException refused) => new(
        StatusCodes.Status502BadGateway,
        $"The backend did not do it. Its code is {refused.Code}: {TimErrorCodes.Describe(refused.Code) ?? "no meaning is known."}",
        "backend");

    // A grain's exception comes wrapped, or as one that says the type of what was thrown there.
    private static bool IsOfStorageOrNetwork(Exception? thrown)
    {
        for (; thrown is not null; thrown = thrown.InnerException)
        {
            if (thrown is OrleansException or TimeoutException or RedisException or SocketException or ObjectDisposedException)
                return true;
        }
        return false;
    }
}

/// <summary>A request cannot be done.</summary>
internal sealed class ApiException(ApiFault fault, Exception? innerException = null) : Exception(fault.Error, innerException)
{
    public ApiFault Fault => fault;
}
