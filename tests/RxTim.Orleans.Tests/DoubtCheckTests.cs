using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace RxTim.Orleans.Tests;

/// <summary>S6 over a cluster: when the history is asked, and what is said of one that does not answer.</summary>
public sealed class DoubtCheckTests
{
    private static readonly string[] Names = Ask.Names(3);

    [Theory]
    [InlineData(0, 6)]
    [InlineData(1, 6)]
    [InlineData(10, 15)]
    public async Task A_call_may_leave_until_its_time_is_over_and_is_on_its_way_for_the_grace_period_from_then_on(int grace, int wait)
    {
        var time = new FakeTimeProvider();
        var begun = time.GetUtcNow();
        var asked = new ConcurrentBag<TimeSpan>();
        var backend = new HistoryBackend
        {
            HistoryFault = _ =>
            {
                asked.Add(time.GetUtcNow() - begun);
                return null;
            },
        };

        await CheckAsync(backend, time, new Warnings(), grace, static () => true);

        Assert.Equal(Names.Length, asked.Count);
        Assert.All(asked, at => Assert.True(at >= TimeSpan.FromSeconds(wait), $"It was asked after {at}."));
    }

    [Fact]
    public async Task A_history_that_does_not_answer_is_told_of_at_once_and_once_a_minute()
    {
        var time = new FakeTimeProvider();
        var begun = time.GetUtcNow();
        var warnings = new Warnings();
        var backend = new HistoryBackend { HistoryFault = static name => new TimException(TimErrorCodes.HttpRequestFailed, $"{name}: HTTP 403") };

        await CheckAsync(backend, time, warnings, 0, () =>
        {
            if (warnings.Texts.Count < 3)
                return false;
            backend.HistoryFault = null;
            return true;
        });

        Assert.True(backend.Questions > 10);
        Assert.True(warnings.Texts.Count <= 1 + (time.GetUtcNow() - begun).TotalMinutes);
        Assert.All(warnings.Texts, static text => Assert.Contains($"{TimErrorCodes.HttpRequestFailed}: An HTTP request failed.", text));
        Assert.All(warnings.Texts, static text => Assert.DoesNotContain("u1", text));
    }

    // Moves the time on by a second each time, until all are settled.
    private static async Task CheckAsync(HistoryBackend backend, FakeTimeProvider time, Warnings log, int grace, Func<bool> mayEnd)
    {
        var ledger = ShardLedger.Empty(Names.Length);
        for (var i = 0; i < Names.Length; i++)
        {
            ledger.HandOver(i, time.GetUtcNow());
            ledger.Put(i, Standing.InDoubt);
        }
        var options = new RxTimSiloOptions
        {
            Transport = _ => backend,
            History = _ => backend,
            Client = new TimClientOptions { TimeProvider = time },
        };
        await using var sending = new SiloSending(new ServiceCollection().BuildServiceProvider(), options, null!, log);
        var writer = new ShardWriter(ledger, static _ => Task.CompletedTask, time);
        var writing = Task.Run(writer.RunAsync, Reading.Token);
        var plan = new SendPlan(
            Encoding.UTF8.GetBytes(Ask.Hi.ToJson()),
            1,
            2,
            new ClusterSendOptions { InDoubt = InDoubtPolicy.Check, GracePeriod = TimeSpan.FromSeconds(grace) },
            null);
        var checking = new DoubtCheck(sending, writer, Names, plan).RunAsync([0, 1, 2], time.GetTimestamp(), Reading.Token);
        while (!mayEnd() || !checking.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5, Reading.Token);
        }

        await checking;
        // None has the message.
        var pending = await writer.AskAsync(static read => read.Those(Standing.Pending));
        Assert.Equal([0, 1, 2], pending);
        writer.End();
        await writing;
    }
}
