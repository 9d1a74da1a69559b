using System.Diagnostics;

namespace RxTim.Rest;

/// <summary>
/// Counts the requests that .NET's own handler begins on behalf of a call, behind whatever handlers the HttpClient has: it asks its
/// listeners, in the flow of each request, whether the request is to be traced.
/// </summary>
/// <remarks>The answer here is always no: no request is traced, slowed down or changed for this. Where the app has turned the tracing of
/// requests off (<c>ActivityHeadersPropagator</c> null), and with a handler that is not .NET's, nothing is counted.</remarks>
internal static class RequestCount
{
    private static readonly AsyncLocal<Departure?> Current = new();
    private static readonly ActivityListener Listener = Listen();

    /// <summary>Counts the requests of the caller's flow for the departure from now on.</summary>
    public static void For(Departure departure)
    {
        GC.KeepAlive(Listener);
        Current.Value = departure;
    }

    private static ActivityListener Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "System.Net.Http",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) =>
            {
                Current.Value?.RequestBegins();
                return ActivitySamplingResult.None;
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
