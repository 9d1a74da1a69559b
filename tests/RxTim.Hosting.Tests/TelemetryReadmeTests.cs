using System.Diagnostics;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;

namespace RxTim.Hosting.Tests;

/// <summary>What is told, down to the last tag, is what the README's tables say, and all of it happens.</summary>
public sealed class TelemetryReadmeTests(TelemetryScenario told) : IClassFixture<TelemetryScenario>
{
    [Fact]
    public void Spans_have_the_names_and_kinds_of_the_README() => Assert.Equal(
        ReadmeTable.Rows("span").Select(static row => $"{row[0]}, {row[1]}").Order(StringComparer.Ordinal),
        told.Spans
            .Select(static span => $"{span.DisplayName}, {span.Kind.ToString().ToLowerInvariant()}")
            .Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Spans_have_the_tags_of_the_README() => Assert.Equal(
        ReadmeTable.Rows("tag")
            .SelectMany(static row => ReadmeTable.Listed(row[1]).Select(span => $"{span}: {row[0]}"))
            .Order(StringComparer.Ordinal),
        told.Spans
            .SelectMany(static span => span.TagObjects.Select(tag => $"{ShortNameOf(span)}: {tag.Key}"))
            .Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Events_of_spans_have_the_names_and_tags_of_the_README() => Assert.Equal(
        ReadmeTable.Rows("event")
            .Select(static row => $"{row[1]}: {row[0]}, {Sorted(ReadmeTable.Listed(row[2]))}")
            .Order(StringComparer.Ordinal),
        told.Spans
            .SelectMany(static span => span.Events.Select(@event =>
                $"{ShortNameOf(span)}: {@event.Name}, {Sorted(@event.Tags.Select(static tag => tag.Key))}"))
            .Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Metrics_have_the_names_kinds_units_and_tags_of_the_README() => Assert.Equal(
        ReadmeTable.Rows("metric")
            .Select(static row => $"{row[0]}, {row[1]}, {row[2]}: {Sorted(ReadmeTable.Listed(row[3]))}")
            .Order(StringComparer.Ordinal),
        told.Metrics
            .Select(static metric => $"{metric.Name}, {KindOf(metric.MetricType)}, {metric.Unit}: {Sorted(TagsOf(metric))}")
            .Order(StringComparer.Ordinal));

    [Fact]
    public void Logs_have_the_ids_names_and_levels_of_the_README() => Assert.Equal(
        ReadmeTable.Rows("log event, category `RxTim`").Select(static row => $"{row[0]}, {row[1]}").Order(StringComparer.Ordinal),
        told.Logs.Select(static log => $"{log.EventId.Id} {log.EventId.Name}, {log.LogLevel}").Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Neither_a_secret_nor_an_identifier_nor_a_text_is_told_above_Debug()
    {
        var all = new List<string?>();
        foreach (var span in told.Spans)
        {
            all.AddRange([span.DisplayName, span.StatusDescription]);
            var tags = span.TagObjects.Concat(span.Events.SelectMany(static @event => @event.Tags));
            all.AddRange(tags.Select(static tag => $"{tag.Key}={tag.Value}"));
        }
        foreach (var metric in told.Metrics)
        {
            foreach (var point in metric.MetricPoints)
            {
                foreach (var tag in point.Tags)
                    all.Add($"{tag.Key}={tag.Value}");
            }
        }
        foreach (var log in told.Logs.Where(static log => log.LogLevel > LogLevel.Debug))
        {
            all.AddRange([log.FormattedMessage, log.Body, log.Exception?.ToString()]);
            all.AddRange((log.Attributes ?? []).Select(static attribute => $"{attribute.Key}={attribute.Value}"));
        }
        Assert.NotEmpty(all);
        Assert.All(all, static text => Assert.DoesNotContain(TelemetryScenario.Secret, text ?? "", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void A_journals_send_is_a_trace_of_its_own_above_its_calls()
    {
        var journals = told.Spans.Where(static span => span.DisplayName == "journal tencent_im").ToArray();

        Assert.All(journals, static journal => Assert.Equal(default, journal.ParentSpanId));
        var sends = told.Spans.Where(static span => span.DisplayName == "send tencent_im");
        Assert.All(journals, journal => Assert.Contains(sends, send => send.ParentSpanId == journal.SpanId));
        Assert.Contains(journals, static journal => journal.GetTagItem("error.type") is "70009");
    }

    private static string Sorted(IEnumerable<string> keys) => string.Join(", ", keys.Order(StringComparer.Ordinal));

    private static string ShortNameOf(Activity span) => span.DisplayName.Split(' ')[0];

    private static string KindOf(MetricType type) => type switch
    {
        MetricType.LongSum or MetricType.DoubleSum => "counter",
        MetricType.LongSumNonMonotonic or MetricType.DoubleSumNonMonotonic => "up-down counter",
        MetricType.Histogram => "histogram",
        _ => type.ToString(),
    };

    private static SortedSet<string> TagsOf(MetricSnapshot metric)
    {
        var keys = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var point in metric.MetricPoints)
        {
            foreach (var tag in point.Tags)
                keys.Add(tag.Key);
        }
        return keys;
    }
}
