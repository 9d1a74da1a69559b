using System.Reactive.Linq;
using System.Reactive.Subjects;
using System.Reactive.Threading.Tasks;

namespace RxTim.Tests;

/// <summary>The operators of both faces.</summary>
public sealed class ResultOperatorsTests
{
    private readonly VirtualTime time = new();

    private static readonly MsgBatchSendResult[] Results =
        [new("a", 0), new("b", 70107, "no such account"), new("c", 6012), new("d", 0), new("e", 70107)];

    public static TheoryData<bool> Pushed => [true, false];

    [Theory, MemberData(nameof(Pushed))]
    public async Task Failures_are_all_that_were_not_sent(bool pushed) => Assert.Equal(
        ["b", "c", "e"],
        (await ListAsync(pushed, static push => push.Failures(), static pull => pull.Failures())).Select(static result => result.Identifier));

    [Theory, MemberData(nameof(Pushed))]
    public async Task A_summary_counts_by_outcome_and_by_code(bool pushed)
    {
        var summary = pushed
            ? Assert.Single(await ListAsync(true, push => push.Summarize(time), static _ => null!))
            : await Pull().SummarizeAsync(time, TestContext.Current.CancellationToken);
        Assert.Equal((2, 2, 1, 5), (summary.Sent, summary.Failed, summary.Unknown, summary.Identifiers));
        Assert.Equal(5, summary.Attempts);
        Assert.Equal([(0, 2), (6012, 1), (70107, 2)], summary.ByCode.OrderBy(static each => each.Key).Select(static each => (each.Key, each.Value)));
        Assert.Equal((TimeSpan.Zero, 0), (summary.Duration, summary.Rate));
    }

    [Fact]
    public void A_summary_has_duration_and_rate_from_the_subscription_on()
    {
        using var source = new Subject<MsgBatchSendResult>();
        var summarize = source.Summarize(time);
        time.Advance(TimeSpan.FromSeconds(7));
        SendSummary? summary = null;
        using var subscription = summarize.Subscribe(value => summary = value);
        time.Advance(TimeSpan.FromSeconds(2));
        foreach (var result in Results)
            source.OnNext(result);
        source.OnCompleted();
        Assert.Equal((TimeSpan.FromSeconds(2), 2.5), (summary!.Duration, summary.Rate));
    }

    [Theory, MemberData(nameof(Pushed))]
    public async Task Progress_counts_on(bool pushed)
    {
        var progress = await ListAsync(pushed, push => push.Progress(10, time), pull => pull.Progress(10, time));
        Assert.Equal([1, 2, 3, 4, 5], progress.Select(static each => each.Done));
        Assert.Equal((2, 2, 1, 10), (progress[^1].Sent, progress[^1].Failed, progress[^1].Unknown, progress[^1].Total));
    }

    [Fact]
    public void Progress_tells_the_rate_and_the_time_left()
    {
        using var source = new Subject<MsgBatchSendResult>();
        var seen = new List<SendProgress>();
        using var subscription = source.Progress(5, time).Subscribe(seen.Add);
        foreach (var result in Results)
        {
            time.Advance(TimeSpan.FromSeconds(2));
            source.OnNext(result);
        }
        Assert.All(seen, static each => Assert.Equal(0.5, each.Rate));
        Assert.Equal([8, 6, 4, 2, 0], seen.Select(static each => each.TimeLeft!.Value.TotalSeconds));
    }

    [Fact]
    public void Time_left_is_known_only_with_a_total_and_something_done()
    {
        Assert.Null(new SendProgress { Sent = 3, Elapsed = TimeSpan.FromSeconds(1) }.TimeLeft);
        Assert.Null(new SendProgress { Total = 3, Elapsed = TimeSpan.FromSeconds(1) }.TimeLeft);
        Assert.Equal(TimeSpan.Zero, new SendProgress { Total = 3, Sent = 4, Elapsed = TimeSpan.FromSeconds(1) }.TimeLeft);
        Assert.Equal(TimeSpan.MaxValue, new SendProgress { Total = long.MaxValue, Sent = 1, Elapsed = TimeSpan.FromDays(1) }.TimeLeft);
        Assert.Throws<ArgumentOutOfRangeException>(() => Pull().Progress(-1));
    }

    [Theory, MemberData(nameof(Pushed))]
    public async Task Progress_is_reported_before_each_result_is_passed_on(bool pushed)
    {
        var reported = new Reported();
        var passed = 0;
        var results = await ListAsync(
            pushed,
            push => push.ReportProgress(reported, 5, time).Do(_ => Assert.Equal(++passed, reported.Values.Count)),
            pull => pull.ReportProgress(reported, 5, time).Select(result =>
            {
                Assert.Equal(++passed, reported.Values.Count);
                return result;
            }));
        Assert.Equal(Results, results);
        Assert.Equal([1, 2, 3, 4, 5], reported.Values.Select(static each => each.Done));
        var last = reported.Values[^1];
        Assert.Equal((2, 2, 1, 5), (last.Sent, last.Failed, last.Unknown, last.Total));
    }

    [Fact]
    public void A_summary_shows_its_codes()
    {
        var summary = new SendSummary
        {
            Sent = 2,
            Failed = 1_002,
            Unknown = 1,
            Attempts = 1_006,
            ByCode = new Dictionary<int, long> { [70107] = 1_002, [0] = 2, [6012] = 1 },
            Duration = TimeSpan.FromSeconds(2),
        };
        Assert.Equal("1005 identifiers in 00:00:02: 2 sent, 1002 failed, 1 unknown; 6012: 1, 70107: 1002", summary.ToString());
        Assert.Equal("0 identifiers in 00:00:00: 0 sent, 0 failed, 0 unknown", new SendSummary().ToString());
    }

    [Theory, MemberData(nameof(Pushed))]
    public async Task A_tap_passes_all_on_and_calls_back_at_the_end(bool pushed)
    {
        List<MsgBatchSendResult>? told = null;
        var json = "";
        ValueCallback<List<MsgBatchSendResult>> onList = (code, _, results, userData) =>
        {
            Assert.Equal((0, "mine"), (code, userData));
            told = results;
        };
        ValueCallback<string> onJson = (_, _, text, _) => json = text;
        var passed = await ListAsync(
            pushed, push => push.Tap(onList, "mine").Tap(onJson), pull => pull.Tap(onList, "mine").Tap(onJson));
        Assert.Equal(Results, passed);
        Assert.Equal(Results, told);
        Assert.Equal(5, MsgBatchSendResult.ParseArray(json).Count);
    }

    [Theory, MemberData(nameof(Pushed))]
    public async Task A_tap_tells_of_the_error_and_passes_it_on(bool pushed)
    {
        var error = new TimException(70001, "expired");
        var codes = new List<int>();
        ValueCallback<string> callback = (code, _, _, _) => codes.Add(code);
        var thrown = await Assert.ThrowsAsync<TimException>(async () => await (pushed
            ? Results.ToObservable().Concat(Observable.Throw<MsgBatchSendResult>(error)).Tap(callback).LastAsync().ToTask()
            : Pull(error).Tap(callback).LastAsync().AsTask()));
        Assert.Same(error, thrown);
        Assert.Equal([70001], codes);
    }

    [Fact]
    public async Task A_tap_whose_enumeration_is_given_up_does_not_call_back()
    {
        var called = false;
        ValueCallback<string> callback = (_, _, _, _) => called = true;
        await foreach (var result in Pull().Tap(callback))
            break;
        Assert.False(called);
    }

    [Fact]
    public async Task A_taps_callback_that_throws_is_reported_and_the_stream_goes_on()
    {
        const string message = "the tap broke";
        using var unhandled = new Unhandled(message);
        ValueCallback<string> callback = (_, _, _, _) => throw new IOException(message);
        Assert.Equal(Results, await ListAsync(true, push => push.Tap(callback), static _ => null!));
        await unhandled.ToldAsync();
    }

    [Fact]
    public async Task An_error_goes_through_every_operator()
    {
        var error = new TimException(70001, "expired");
        var failing = Observable.Throw<MsgBatchSendResult>(error);
        Assert.Same(error, await Assert.ThrowsAsync<TimException>(() => failing.Failures().LastAsync().ToTask()));
        Assert.Same(error, await Assert.ThrowsAsync<TimException>(() => failing.Summarize().LastAsync().ToTask()));
        Assert.Same(error, await Assert.ThrowsAsync<TimException>(() => failing.Progress().LastAsync().ToTask()));
        Assert.Same(error, await Assert.ThrowsAsync<TimException>(() => Pull(error).SummarizeAsync().AsTask()));
    }

    [Fact]
    public async Task Each_subscription_counts_anew()
    {
        var told = new List<int>();
        ValueCallback<List<MsgBatchSendResult>> callback = (_, _, results, _) => told.Add(results.Count);
        var source = Results.ToObservable().Tap(callback);
        var (progress, summary) = (source.Progress(), source.Summarize());
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(5, (await progress.LastAsync()).Done);
            Assert.Equal(5, (await summary).Identifiers);
        }
        Assert.Equal([5, 5, 5, 5], told);
    }

    [Fact]
    public void Null_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => ((IObservable<MsgBatchSendResult>)null!).Failures());
        Assert.Throws<ArgumentNullException>(() => ((IAsyncEnumerable<MsgBatchSendResult>)null!).Failures());
        Assert.Throws<ArgumentNullException>(() => ((IObservable<MsgBatchSendResult>)null!).Progress());
        Assert.Throws<ArgumentNullException>(() => ((IObservable<MsgBatchSendResult>)null!).Summarize());
        Assert.Throws<ArgumentNullException>(() => Pull().Tap((ValueCallback<string>)null!));
        Assert.Throws<ArgumentNullException>(() => Results.ToObservable().Failures().Subscribe((IObserver<MsgBatchSendResult>)null!));
    }

    private sealed class Reported : IProgress<SendProgress>
    {
        public List<SendProgress> Values { get; } = [];

        public void Report(SendProgress value) => Values.Add(value);
    }

    private static async IAsyncEnumerable<MsgBatchSendResult> Pull(Exception? error = null)
    {
        foreach (var result in Results)
        {
            await Task.Yield();
            yield return result;
        }
        if (error is not null)
            throw error;
    }

    private static async Task<IList<T>> ListAsync<T>(
        bool pushed,
        Func<IObservable<MsgBatchSendResult>, IObservable<T>> push,
        Func<IAsyncEnumerable<MsgBatchSendResult>, IAsyncEnumerable<T>> pull) => pushed
        ? await push(Results.ToObservable()).ToList()
        : await pull(Pull()).ToListAsync();
}
