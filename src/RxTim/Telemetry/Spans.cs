using System.Diagnostics;
using System.Globalization;

namespace RxTim;

/// <summary>Spans and what stands in them.</summary>
internal static class Spans
{
    // One for all spans, for it is only read.
    private static readonly KeyValuePair<string, object?>[] Tags = [.. Instruments.Tags(), new("messaging.operation.type", "send")];

    /// <summary>Begins the span of a send, which is the current one then.</summary>
    /// <param name="isChild">Whether who began the send is still there while it runs: below a span that has ended long ago nobody looks for
    /// another, so then there is a link instead.</param>
    /// <returns>Null if nobody wants it.</returns>
    public static Activity? BeginSend(bool isChild)
    {
        var caller = Activity.Current;
        if (isChild || caller is null)
            return Instruments.Source.StartActivity("send tencent_im", ActivityKind.Client, default(ActivityContext), Tags);
        Activity.Current = null;
        var span = Instruments.Source.StartActivity(
            "send tencent_im", ActivityKind.Client, default(ActivityContext), Tags, [new ActivityLink(caller.Context)]);
        if (span is null)
            Activity.Current = caller;
        return span;
    }

    /// <summary>Begins the span of a call, which is the current one then; none where its send has none.</summary>
    public static Activity? BeginCall(Activity? send, MsgBatchCall call)
    {
        if (send is null)
            return null;
        var span = Instruments.Source.StartActivity("call tencent_im", ActivityKind.Client, send.Context, Tags);
        span?.SetTag("messaging.batch.message_count", call.Identifiers.Count);
        if (call.IsRetry)
            span?.SetTag("rxtim.is_retry", true);
        return span;
    }

    public static void Fail(Activity span, int code) =>
        span.SetTag("error.type", ErrorType(code)).SetStatus(ActivityStatusCode.Error, TimErrorCodes.Describe(code));

    public static void Tell(Activity span, string what, long identifiers, string errorType) => span.AddEvent(new ActivityEvent(
        what, tags: new ActivityTagsCollection { ["rxtim.identifiers"] = identifiers, ["error.type"] = errorType }));

    public static string ErrorType(int code) => code.ToString(CultureInfo.InvariantCulture);

    public static string NameOf(SendOutcome outcome) => outcome switch
    {
        SendOutcome.Sent => "sent",
        SendOutcome.Failed => "failed",
        _ => "unknown",
    };
}
