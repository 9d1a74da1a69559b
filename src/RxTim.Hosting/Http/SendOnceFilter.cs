using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using RxTim.Rest;

namespace RxTim.Hosting;

/// <summary>Puts a <see cref="SendOnceHandler"/> behind all other handlers of a client's HttpClient, and warns of those that try again by
/// themselves.</summary>
internal sealed partial class SendOnceFilter(IEnumerable<SendOnceClient> clients, ILoggerFactory loggers) : IHttpMessageHandlerBuilderFilter
{
    // By name, for RxTim does not need the packages that they are in.
    private static readonly string[] Repeating = ["ResilienceHandler", "PolicyHttpMessageHandler"];

    private readonly HashSet<string> names = [.. clients.Select(static client => client.Name)];

    public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
    {
        next(builder);
        if (builder.Name is null || !names.Contains(builder.Name))
            return;
        foreach (var handler in builder.AdditionalHandlers)
        {
            if (Repeating.Contains(handler.GetType().Name))
                WouldRepeat(loggers.CreateLogger(TimTelemetry.Name), builder.Name, handler.GetType().Name);
        }
        builder.AdditionalHandlers.Add(new SendOnceHandler());
    };

    [LoggerMessage(101, LogLevel.Warning,
        "The HttpClient {Name} has a {Handler}, which would repeat a send. RxTim lets each call leave once only, so its attempts after the "
        + "first fail. Remove it from this HttpClient, or keep it from POST by Retry.DisableForUnsafeHttpMethods() and set its timeouts to "
        + "no less than RxTim:Client:ResultTimeout.")]
    private static partial void WouldRepeat(ILogger logger, string name, string handler);
}
