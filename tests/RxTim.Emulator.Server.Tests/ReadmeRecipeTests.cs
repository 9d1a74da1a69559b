using System.Reactive.Linq;
using System.Reactive.Subjects;

namespace RxTim.Emulator.Tests;

/// <summary>The README's recipes for large audiences, compiled and run.</summary>
public sealed class ReadmeRecipeTests
{
    [Fact]
    public async Task The_recipes_of_the_README_run()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var emulator = new TimEmulator();
        var param = MsgBatchSendParam.Create(Message.Text("The server restarts in five minutes."), "alice", "bob", "carol");
        var toTheTeam = MsgBatchSendParam.Create(Message.Text("It has begun."), "dave");

        using var pace = Pace.Tencent();
        await using var client = new TimClient(emulator.Transport, new TimClientOptions
        {
            Pace = pace,
            Retry = new RetryOptions { MaxAttempts = 3, FirstDelay = TimeSpan.FromSeconds(1) },
        });

        // Who failed, and once more to these. An unknown one may have the message, so it is left out.
        var failed = await client.MsgBatchSend(param).Failures()
            .Where(result => result.Outcome == SendOutcome.Failed)
            .Select(result => result.Identifier)
            .ToList();
        var summary = await client.MsgBatchSend(param with { Identifiers = [.. failed] }).Summarize();
        Console.WriteLine($"{summary.Sent} of {summary.Identifiers} in {summary.Duration}, {summary.Rate:0} a second");

        // A dashboard: twice a second how far it has come, and the failures in batches for a database.
        var results = client.MsgBatchSend(param).Publish();
        using var progress = results.Progress(param.Identifiers.Count)
            .Sample(TimeSpan.FromSeconds(0.5))
            .Subscribe(p => Console.WriteLine($"{p.Done} of {p.Total}, {p.Rate:0} a second, {p.TimeLeft} left"));
        using var failures = results.Failures()
            .Buffer(TimeSpan.FromSeconds(1), 1_000)
            .Where(batch => batch.Count > 0)
            .Subscribe(batch => Console.WriteLine($"{batch.Count} to be stored"));
        using var sending = results.Connect();

        // Several sends as one, counted by code, until someone presses stop. What was handed over by then has been sent.
        using var stop = new Subject<bool>();
        var counts = await Observable.Merge(client.MsgBatchSend(param), client.MsgBatchSend(toTheTeam))
            .TakeUntil(stop)
            .GroupBy(result => result.Code)
            .SelectMany(sameCode => sameCode.Count().Select(count => (Code: sameCode.Key, Count: count)))
            .ToList();

        // The same without Rx: the first ten that failed. Leaving early stops the send.
        var firstTen = await client.MsgBatchSendAsync(param, cancellationToken).Failures().Take(10).ToListAsync(cancellationToken);

        // Code that wants Tencent's callback has it, and the stream goes on.
        ValueCallback<List<MsgBatchSendResult>> callback = (code, desc, all, userData) => Console.WriteLine($"{userData}: {all.Count} results");
        var sent = await client.MsgBatchSend(param).Tap(callback, "restart-notice").Count(result => result.IsSuccess);

        Assert.Empty(failed);
        Assert.Empty(firstTen);
        Assert.Equal([(0, 4)], counts);
        Assert.Equal(3, sent);
    }
}
