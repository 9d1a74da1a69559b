using Microsoft.Extensions.Time.Testing;
using Spectre.Console.Testing;

namespace RxTim.Cli.Tests;

/// <summary>What the line below the bar says of the time that is left.</summary>
public sealed class LiveCountsTests
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 4, 23, 30, 0, TimeSpan.Zero));

    [Fact]
    public void A_long_send_says_when_it_will_be_done_by_the_pace_although_a_minutes_worth_went_out_at_once() =>
        Assert.Equal(
            "3 sent   0 failed   0 unknown   3/s   38:59 min left, done about 2026-03-05 00:09", LineOf(120, 3, seconds: 1, perMinute: 3));

    [Fact]
    public void Before_the_first_result_the_pace_says_how_long_it_takes() =>
        Assert.Equal("0 sent   0 failed   0 unknown   –/s   9:00 min left, done about 23:39", LineOf(30, 0, seconds: 0, perMinute: 3));

    [Fact]
    public void A_backend_that_is_slower_than_the_pace_decides() =>
        Assert.Equal(
            "3 sent   0 failed   0 unknown   0/s   1:30:00 h left, done about 2026-03-05 01:10", LineOf(30, 3, seconds: 600, perMinute: 3));

    [Fact]
    public void A_short_rest_needs_no_time_of_day() =>
        Assert.Equal("3 sent   0 failed   0 unknown   3/s   59.0 s left", LineOf(6, 3, seconds: 1, perMinute: 3));

    [Fact]
    public void Without_a_pace_the_speed_so_far_says_it() =>
        Assert.Equal("3 sent   0 failed   0 unknown   3/s   2:00 min left, done about 23:32", LineOf(363, 3, seconds: 1, perMinute: null));

    [Fact]
    public void When_all_have_their_result_or_nobody_knows_how_many_there_are_nothing_is_left_to_say()
    {
        Assert.Equal("3 sent   0 failed   0 unknown   3/s", LineOf(3, 3, seconds: 1, perMinute: 3));
        Assert.Equal("3 sent   0 failed   0 unknown   3/s", LineOf(null, 3, seconds: 1, perMinute: 3));
    }

    private string LineOf(long? recipients, int sent, int seconds, int? perMinute)
    {
        var tally = new SendTally(time);
        time.Advance(TimeSpan.FromSeconds(seconds));
        for (var i = 0; i < sent; i++)
            tally.Add(MsgBatchSendResult.Sent($"user{i}"));
        var forecast = new PaceForecast(new PaceSettings(RecipientsPerMinute: perMinute), perCall: 1);
        using var console = new TestConsole().Width(120);
        console.Write(new LiveCounts(new Audience(recipients), tally, forecast, time).Render());
        return console.Output.TrimEnd();
    }
}
