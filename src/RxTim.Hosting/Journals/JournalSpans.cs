using System.Diagnostics;
using System.Globalization;

namespace RxTim.Hosting;

/// <summary>The span of a journal's send in the background. It outlives whoever began it, so it begins a trace of its own, with a link to
/// them.</summary>
internal static class JournalSpans
{
    private static readonly ActivitySource Source = new(TimTelemetry.Name, typeof(JournalSpans).Assembly.GetName().Version?.ToString(3));

    private static readonly KeyValuePair<string, object?>[] Tags =
        [new("messaging.system", "tencent_im"), new("messaging.operation.name", "send")];

    /// <summary>Begins it.</summary>
    /// <param name="beginner">Who began the send; null where nobody did, as at a start.</param>
    /// <returns>Null if nobody wants it.</returns>
    public static Activity? Begin(ActivityContext? beginner)
    {
        ActivityLink[]? links = beginner is { } context ? [new ActivityLink(context)] : null;
        return Source.StartActivity("journal tencent_im", ActivityKind.Internal, default(ActivityContext), Tags, links);
    }

    /// <summary>Says what stopped the send.</summary>
    public static void Fail(Activity? span, Exception failure)
    {
        var type = failure is TimException tim ? tim.Code.ToString(CultureInfo.InvariantCulture) : failure.GetType().FullName;
        span?.SetTag("error.type", type).SetStatus(ActivityStatusCode.Error);
    }
}
