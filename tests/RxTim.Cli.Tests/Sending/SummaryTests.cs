using Microsoft.Extensions.Time.Testing;

namespace RxTim.Cli.Tests;

public sealed class SummaryTests
{
    [Fact]
    public async Task Failures_are_summed_up_on_one_line_of_standard_error()
    {
        var result = await new Cli { Time = new FakeTimeProvider() }.RunAsync(
            "send", "--to", "alice,bob,bert,carol", "--text", "hello", "--fail", "b*=70107", "--fail", "carol=123456");

        Assert.Equal(
            "rxtim: 1 sent, 3 failed, 0 unknown in 0.00 s (–/s). "
            + "70107: 2 (There is no such account). 123456: 1 (meaning not known here).\n",
            result.Error);
    }

    [Fact]
    public async Task Repeats_are_mentioned()
    {
        var result = await new Cli().RunAsync("send", "--to", "bob,bob,bob", "--text", "hello", "--fail", "b*=70107");

        Assert.Contains("0 sent, 1 failed", result.Error);
        Assert.Contains("2 repeated, sent to once.", result.Error);
    }

    [Theory]
    [InlineData(1_500, 2, "750/s")]
    [InlineData(10_000_000, 10, "1,000,000/s")]
    [InlineData(5, 0, "–/s")]
    public void The_rate_is_in_identifiers_a_second(long count, int seconds, string expected) =>
        Assert.Equal(expected, Figures.Rate(count, TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(1.234, "1.23 s")]
    [InlineData(59.94, "59.9 s")]
    [InlineData(61, "1:01 min")]
    [InlineData(90_061, "25:01:01 h")]
    public void Times_are_as_fine_as_they_need_to_be(double seconds, string expected) =>
        Assert.Equal(expected, Figures.Time(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void A_moment_has_its_date_only_where_it_is_another_days()
    {
        var now = new DateTimeOffset(2026, 3, 4, 23, 30, 0, TimeSpan.FromHours(8));
        Assert.Equal("23:59", Figures.Clock(now, TimeSpan.FromMinutes(29)));
        Assert.Equal("2026-03-05 00:00", Figures.Clock(now, TimeSpan.FromMinutes(30)));
        Assert.Equal("never", Figures.Clock(now, TimeSpan.MaxValue));
    }

    [Theory]
    [InlineData(0, 0, 49 * 60)]
    [InlineData(12_000, 1, 49 * 60 - 1)]
    [InlineData(24_000, 100, 49 * 60 - 100)]
    [InlineData(24_000, 4_000, 47 * 60)]
    [InlineData(600_000, 4_000, 0)]
    public void The_time_left_by_the_pace_is_what_was_planned_or_more_for_a_send_that_fell_behind(long done, int seconds, int left)
    {
        var forecast = new PaceForecast(new PaceSettings(200, 12_000), perCall: 500);
        Assert.Equal(TimeSpan.FromSeconds(left), forecast.TimeLeft(600_000, done, TimeSpan.FromSeconds(seconds)));
        Assert.Null(new PaceForecast(new PaceSettings(), perCall: 500).TimeLeft(600_000, done, TimeSpan.FromSeconds(seconds)));
    }

    [Fact]
    public void The_time_left_follows_from_the_pace_so_far()
    {
        Assert.Equal(TimeSpan.FromSeconds(30), Figures.TimeLeft(25, 100, TimeSpan.FromSeconds(10)));
        Assert.Null(Figures.TimeLeft(0, 100, TimeSpan.FromSeconds(10)));
        Assert.Null(Figures.TimeLeft(100, 100, TimeSpan.FromSeconds(10)));
        Assert.Null(Figures.TimeLeft(25, null, TimeSpan.FromSeconds(10)));
    }
}
