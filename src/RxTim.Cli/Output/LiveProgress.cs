using Spectre.Console;
using Spectre.Console.Rendering;

namespace RxTim.Cli;

/// <summary>A terminal's view: a bar with counts, lines for failures above it as they come, and a summary.</summary>
internal sealed class LiveProgress(
    IAnsiConsole console, Audience audience, SendTally tally, PaceForecast forecast, TimeProvider time) : ISendOutput
{
    // So few that each has a line of its own.
    private const int FewRecipients = 20;

    private static readonly TimeSpan ShowEvery = TimeSpan.FromMilliseconds(100);

    private readonly bool showsAll = audience.Most <= FewRecipients;
    private readonly bool unicode = console.Profile.Capabilities.Unicode;
    private readonly List<IRenderable> lines = [];
    private readonly ShownFailures failures = new();
    private readonly LiveCounts counts = new(audience, tally, forecast, time);
    private ProgressTask? bar;
    private long shown = time.GetTimestamp();

    public Task ShowAsync(Func<Task> send) =>
        new Progress(console, time)
            .AutoClear(true)
            .Columns(audience.Most is null ? [new SpinnerColumn()] : [new ProgressBarColumn { Width = null }, new PercentageColumn()])
            .UseRenderHook((rendered, _) => Below(rendered))
            .StartAsync(async context =>
            {
                bar = context.AddTask("send", new ProgressTaskSettings { MaxValue = Math.Max(1, audience.Most ?? 1) });
                bar.IsIndeterminate = audience.Most is null;
                await send();
            });

    public void Add(MsgBatchSendResult result)
    {
        if (showsAll || (!result.IsSuccess && failures.Add(result.Code)))
            lines.Add(ResultLine.Of(result, unicode));
        if (time.GetElapsedTime(shown) >= ShowEvery)
            Flush();
    }

    public void Flush()
    {
        if (lines.Count > 0)
            console.Write(new AboveBar(lines));
        lines.Clear();
        failures.Fold();
        if (audience.Most is not null)
            bar?.Value = tally.Total;
        shown = time.GetTimestamp();
    }

    public void End(Summary summary)
    {
        if (failures.Folded.Length > 0)
            console.Write(new Paragraph($"{failures.Folded}: --output json has all.\n", ResultLine.FailedStyle));
        console.Write(new SummaryView(summary, tally).Render(unicode));
    }

    private Rows Below(IRenderable bar) => failures.Folded is { Length: > 0 } folded
        ? new Rows(bar, counts.Render(), new Text(folded, ResultLine.FailedStyle))
        : new Rows(bar, counts.Render());
}
