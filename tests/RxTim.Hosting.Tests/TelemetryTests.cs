using System.Diagnostics;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace RxTim.Hosting.Tests;

/// <summary>Every span, metric and log of a send in which all kinds of things go wrong, as exporters get them.</summary>
public sealed class TelemetryTests : IAsyncDisposable
{
    // Words that may not be told of: each identifier, the text, and what the backend says.
    private const string Secret = "confidential";

    private readonly List<Activity> spans = [];
    private readonly List<Metric> metrics = [];
    private readonly List<LogRecord> logs = [];
    private readonly TracerProvider tracing;
    private readonly MeterProvider metering;
    private readonly ILoggerFactory logging;

    public TelemetryTests()
    {
        tracing = Sdk.CreateTracerProviderBuilder()
            .AddSource(TimTelemetry.Name).AddSource("Test").AddInMemoryExporter(spans).Build();
        metering = Sdk.CreateMeterProviderBuilder().AddMeter(TimTelemetry.Name).AddInMemoryExporter(metrics).Build();
        logging = LoggerFactory.Create(logger => logger
            .SetMinimumLevel(LogLevel.Information)
            .AddOpenTelemetry(options =>
            {
                options.IncludeFormattedMessage = true;
                options.AddInMemoryExporter(logs);
            }));
    }

    public ValueTask DisposeAsync()
    {
        tracing.Dispose();
        metering.Dispose();
        logging.Dispose();
        return default;
    }

    [Fact]
    public async Task A_faulty_send_has_its_spans_as_documented()
    {
        await SendAsync();

        var send = Assert.Single(spans, static span => span.DisplayName == "send tencent_im");
        Assert.Equal(ActivityKind.Client, send.Kind);
        Assert.Equal(
            [
                ("messaging.batch.message_count", 9L), ("messaging.operation.name", "send"), ("messaging.operation.type", "send"),
                ("messaging.system", "tencent_im"), ("rxtim.failed", 1L), ("rxtim.sent", 7L), ("rxtim.unknown", 1L),
            ],
            TagsOf(send));
        Assert.Contains(send.Events, static @event => @event.Name == "rxtim.retry");
        Assert.Equal(ActivityStatusCode.Unset, send.Status);

        var calls = spans.Where(static span => span.DisplayName == "call tencent_im").ToArray();
        Assert.Equal(5, calls.Length);
        Assert.All(calls, call => Assert.Equal(send.SpanId, call.ParentSpanId));
        Assert.Equal(2, calls.Count(static call => call.GetTagItem("rxtim.is_retry") is true));
        var throttled = Assert.Single(calls, static call => call.GetTagItem("error.type") is "60007");
        Assert.Equal(ActivityStatusCode.Error, throttled.Status);
        Assert.Equal("rxtim.throttle", Assert.Single(throttled.Events).Name);
        var lost = Assert.Single(calls, static call => call.Events.Any(static @event => @event.Name == "rxtim.unknown"));
        Assert.Equal(
            [("error.type", "6012"), ("rxtim.identifiers", 1L)],
            lost.Events.Single().Tags.Select(static tag => (tag.Key, tag.Value)).OrderBy(static tag => tag.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_faulty_send_has_its_metrics_as_documented()
    {
        await SendAsync();
        metering.ForceFlush();

        Assert.Equal(
            [
                ("messaging.client.operation.duration", "s"), ("messaging.client.sent.messages", "{message}"),
                ("rxtim.client.first_result.duration", "s"), ("rxtim.client.identifiers.in_flight", "{identifier}"),
                ("rxtim.client.retries", "{identifier}"), ("rxtim.client.throttle.duration", "s"),
            ],
            metrics.Select(static metric => (metric.Name, metric.Unit)).OrderBy(static metric => metric.Name, StringComparer.Ordinal));
        var results = Points("messaging.client.sent.messages")
            .Select(static point => (Tag(point, "rxtim.outcome"), Tag(point, "error.type"), point.GetSumLong()));
        Assert.Equal(
            [("failed", "70107", 1L), ("sent", null, 7L), ("unknown", "6012", 1L)],
            results.OrderBy(static result => result.Item1, StringComparer.Ordinal));
        Assert.Equal(5, Points("messaging.client.operation.duration").Sum(static point => point.GetHistogramCount()));
        Assert.Equal(1, Points("rxtim.client.first_result.duration").Single().GetHistogramCount());
        Assert.Equal(0, Points("rxtim.client.identifiers.in_flight").Sum(static point => point.GetSumLong()));
        Assert.Equal(
            [("60007", 3L), ("9510", 1L)],
            Points("rxtim.client.retries")
                .Select(static point => (Tag(point, "error.type"), point.GetSumLong()))
                .OrderBy(static retry => retry.Item1, StringComparer.Ordinal));
        Assert.True(Points("rxtim.client.throttle.duration").Single().GetSumDouble() > 0);
    }

    [Fact]
    public async Task A_faulty_send_has_its_logs_as_documented()
    {
        await SendAsync();

        Assert.Equal(
            [(2, LogLevel.Information), (7, LogLevel.Warning), (8, LogLevel.Warning), (9, LogLevel.Information)],
            logs.Select(static log => (log.EventId.Id, log.LogLevel)).Order());
        Assert.All(logs, static log => Assert.Equal(TimTelemetry.Name, log.CategoryName));
        var send = spans.Single(static span => span.DisplayName == "send tencent_im");
        Assert.All(logs, log => Assert.Equal(send.TraceId, log.TraceId));
    }

    [Fact]
    public async Task A_stopped_send_says_its_code_in_span_and_log()
    {
        await StopAsync();

        var send = spans.Single(static span => span.DisplayName == "send tencent_im");
        Assert.Equal("6014", send.GetTagItem("error.type"));
        Assert.Equal(ActivityStatusCode.Error, send.Status);
        Assert.Contains(logs, static log => log.EventId.Id == 3 && log.LogLevel == LogLevel.Error);
    }

    [Fact]
    public async Task Pulled_results_nest_the_send_below_the_caller_and_pushed_ones_link_it()
    {
        using var source = new ActivitySource("Test");
        await using var client = Client(static call => call.AnswerRemaining(0));
        using (var caller = source.StartActivity("caller"))
        {
            await foreach (var _ in client.MsgBatchSendAsync(Ask(1), TestContext.Current.CancellationToken))
            {
            }
            var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using (client.MsgBatchSend(Ask(1)).Subscribe(new Ends(over)))
                await over.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
            await client.DisposeAsync();

            var sends = spans.Where(static span => span.DisplayName == "send tencent_im").ToArray();
            Assert.Equal(2, sends.Length);
            Assert.Equal(caller!.SpanId, Assert.Single(sends, static send => !send.Links.Any()).ParentSpanId);
            var pushed = Assert.Single(sends, static send => send.Links.Any());
            Assert.Equal(default, pushed.ParentSpanId);
            Assert.Equal(caller.SpanId, pushed.Links.Single().Context.SpanId);
        }
    }

    [Fact]
    public async Task What_the_transport_does_stands_below_the_span_of_its_call()
    {
        using var source = new ActivitySource("Test");
        await using (var client = Client(call =>
        {
            using (source.StartActivity("POST"))
                call.AnswerRemaining(0);
        }))
        {
            await foreach (var _ in client.MsgBatchSendAsync(Ask(1), TestContext.Current.CancellationToken))
            {
            }
        }

        var call = spans.Single(static span => span.DisplayName == "call tencent_im");
        Assert.Equal(call.SpanId, spans.Single(static span => span.DisplayName == "POST").ParentSpanId);
    }

    [Fact]
    public async Task An_exception_that_has_no_other_way_goes_to_the_clients_own_handler()
    {
        var told = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        Action<Exception> elsewhere = exception => Assert.Fail(exception.Message);
        TimClient.UnhandledException += elsewhere;
        try
        {
            await using var client = new TimClient(
                new ScriptedTransport(static call => call.AnswerRemaining(0)), new TimClientOptions { OnUnhandledException = told.SetResult });
            client.MsgBatchSend(Ask(1), static (int _, string _, string _, string? _) => throw new InvalidOperationException("mine"));

            Assert.Equal("mine", (await told.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken)).Message);
        }
        finally
        {
            TimClient.UnhandledException -= elsewhere;
        }
    }

    private static MsgBatchSendParam Ask(int count) =>
        MsgBatchSendParam.Create(Message.Text($"{Secret} text"), [.. Enumerable.Range(0, count).Select(static i => $"{Secret}-u{i}")]);

    private static IOrderedEnumerable<(string, object?)> TagsOf(Activity span) =>
        span.TagObjects.Select(static tag => (tag.Key, tag.Value)).OrderBy(static tag => tag.Key, StringComparer.Ordinal);

    private static string? Tag(MetricPoint point, string key)
    {
        foreach (var tag in point.Tags)
        {
            if (tag.Key == key)
                return tag.Value?.ToString();
        }
        return null;
    }

    private List<MetricPoint> Points(string name)
    {
        var points = new List<MetricPoint>();
        foreach (ref readonly var point in metrics.Single(metric => metric.Name == name).GetMetricPoints())
            points.Add(point);
        return points;
    }

    private TimClient Client(Action<MsgBatchCall> onCall) => new(new ScriptedTransport(onCall), new TimClientOptions
    {
        IdentifiersPerCall = 3,
        MaxConcurrentCalls = 1,
        LoggerFactory = logging,
        Retry = new RetryOptions { MaxAttempts = 2, FirstDelay = TimeSpan.FromMilliseconds(1) },
    });

    // Nine identifiers in three calls: the first call is too many, of the second one fails and one is lost, of the third one is tried
    // again.
    private async Task SendAsync()
    {
        var calls = 0;
        await using var client = Client(call =>
        {
            if (Interlocked.Increment(ref calls) == 1)
            {
                call.Refuse(60007, $"{Secret} words");
                return;
            }
            foreach (var identifier in call.Identifiers)
                Answer(call, identifier);
            call.Lose($"{Secret} words");
        });
        await foreach (var _ in client.MsgBatchSendAsync(Ask(9), TestContext.Current.CancellationToken))
        {
        }

        static void Answer(MsgBatchCall call, string identifier)
        {
            if (identifier.EndsWith("u4", StringComparison.Ordinal))
                call.Answer(identifier, 70107, $"{Secret} words");
            else if (identifier.EndsWith("u6", StringComparison.Ordinal) && !call.IsRetry)
                call.Answer(identifier, 9510, $"{Secret} words");
            else if (!identifier.EndsWith("u5", StringComparison.Ordinal))
                call.Answer(identifier, 0);
        }
    }

    // One that stops because nobody is logged in, and whose consumer fails over it.
    private async Task StopAsync()
    {
        await using var client = Client(static call => call.Refuse(6014, $"{Secret} words"));
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        client.MsgBatchSend(Ask(3), (int _, string _, string _, string? _) =>
        {
            called.SetResult();
            throw new InvalidOperationException($"{Secret} words");
        });
        await called.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    private sealed class Ends(TaskCompletionSource over) : IObserver<MsgBatchSendResult>
    {
        public void OnCompleted() => over.SetResult();

        public void OnError(Exception error) => over.SetException(error);

        public void OnNext(MsgBatchSendResult value)
        {
        }
    }
}
