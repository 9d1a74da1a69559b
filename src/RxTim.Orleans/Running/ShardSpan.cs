using System.Diagnostics;

namespace RxTim.Orleans;

/// <summary>The spans of the cluster, in the source of the library's name: see <see cref="TimTelemetry"/>.</summary>
internal static class ShardSpan
{
    private static readonly ActivitySource Source = new(TimTelemetry.Name, typeof(ShardSpan).Assembly.GetName().Version?.ToString(3));

    /// <summary>Begins the span of a shard's work, a child of its send's, which is the current one then.</summary>
    /// <returns>Null if nobody wants it.</returns>
    public static Activity? Begin(string? trace) => Of("shard tencent_im", trace);

    /// <summary>Begins the span in which a send is started: all the others of the send are below it.</summary>
    public static Activity? BeginStart() => Source.StartActivity("start tencent_im", ActivityKind.Client);

    /// <summary>Begins the span of the send's grain as it takes the send.</summary>
    public static Activity? BeginTake(string? trace) => Of("accept tencent_im", trace);

    private static Activity? Of(string name, string? trace) => ActivityContext.TryParse(trace, null, isRemote: true, out var parent)
        ? Source.StartActivity(name, ActivityKind.Internal, parent)
        : Source.StartActivity(name, ActivityKind.Internal);
}
