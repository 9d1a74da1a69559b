namespace RxTim;

/// <summary>What RxTim tells of its sends: spans, metrics and logs, by the names of OpenTelemetry's conventions for messaging. None has an
/// identifier, a text, a UserSig or a key in it, but logs of the level <c>Debug</c>. They cost nothing while nobody listens.</summary>
/// <remarks>
/// <para>Each send has a span <c>send tencent_im</c>, a child of whoever pulls its results; where they are pushed, the span begins a trace
/// of its own with a link to whoever subscribed, who may be gone. Each call has a span <c>call tencent_im</c> below it, and what the
/// transport does is below that. Both have the tags <c>messaging.system</c> (<c>tencent_im</c>), <c>messaging.operation.name</c>
/// (<c>send</c>) and <c>messaging.batch.message_count</c>, and <c>error.type</c>, a code, where nothing succeeded; the events are
/// <c>rxtim.retry</c>, <c>rxtim.throttle</c> and <c>rxtim.unknown</c>, each with <c>rxtim.identifiers</c>, a count.</para>
/// <list type="table">
/// <listheader><term>Metric</term><description>Unit: what</description></listheader>
/// <item><term><c>messaging.client.sent.messages</c></term><description>{message}: results, by <c>rxtim.outcome</c> and
/// <c>error.type</c></description></item>
/// <item><term><c>messaging.client.operation.duration</c></term><description>s: calls, from hand-over to their last
/// result</description></item>
/// <item><term><c>rxtim.client.identifiers.in_flight</c></term><description>{identifier}: in calls that are not over</description></item>
/// <item><term><c>rxtim.client.retries</c></term><description>{identifier}: to be tried again, by <c>error.type</c></description></item>
/// <item><term><c>rxtim.client.throttle.duration</c></term><description>s: how long sends were held back by "too many
/// calls"</description></item>
/// <item><term><c>rxtim.client.first_result.duration</c></term><description>s: from a send's start to its first result</description></item>
/// <item><term><c>rxtim.journal.commits</c></term><description>{commit}: of a journal, each forced to the disk</description></item>
/// <item><term><c>rxtim.journal.doubts</c></term><description>{identifier}: in doubt when a journal's send begins</description></item>
/// </list>
/// <list type="table">
/// <listheader><term>Log event</term><description>Level: what</description></listheader>
/// <item><term>1 SendBegun</term><description>Debug</description></item>
/// <item><term>2 SendCompleted</term><description>Information: with the counts and the time</description></item>
/// <item><term>3 SendStopped</term><description>Error: with the code, and how many were attempted and answered</description></item>
/// <item><term>4 SendStoppedBy</term><description>Debug: the exception of 3</description></item>
/// <item><term>5 SendCancelled</term><description>Information: the consumer left</description></item>
/// <item><term>6 CallFailed</term><description>Warning: no identifier of a call was sent to</description></item>
/// <item><term>7 OutcomeUnknown</term><description>Warning: nobody knows of some identifiers of a call</description></item>
/// <item><term>8 Throttled</term><description>Warning: the backend has too many calls; once for each time that a send is held
/// back</description></item>
/// <item><term>9 ThrottleOver</term><description>Information</description></item>
/// <item><term>10 Retrying</term><description>Debug: how many identifiers</description></item>
/// <item><term>11 NotSent</term><description>Debug: one identifier and why it is not sent to</description></item>
/// <item><term>12 Unhandled</term><description>Error: an exception's type and where it was thrown</description></item>
/// <item><term>13 UnhandledException</term><description>Debug: the exception of 12</description></item>
/// </list>
/// </remarks>
public static class TimTelemetry
{
    /// <summary>The name of the activity source, of the meter and of the log category.</summary>
    public const string Name = "RxTim";
}
