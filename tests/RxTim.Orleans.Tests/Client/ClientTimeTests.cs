using System.Reactive.Concurrency;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using RxTim.Testing;

namespace RxTim.Orleans.Tests;

/// <summary>A client waits by the clock in its services, not by the machine's.</summary>
public sealed class ClientTimeTests
{
    private readonly HistoricalScheduler clock = new();
    private readonly SchedulerTimeProvider time;

    public ClientTimeTests() => time = clock.ToTimeProvider();

    [Fact]
    public void Its_clock_is_the_one_of_its_services()
    {
        var services = new ServiceCollection().AddSingleton<TimeProvider>(time).AddRxTimClusterClient().BuildServiceProvider();

        Assert.Same(time, services.GetRequiredService<GrainCalls>().Time);
    }

    [Fact]
    public async Task A_call_that_fails_is_made_again_after_twice_the_time_each()
    {
        var made = new List<TimeSpan>();
        var start = clock.Now;
        var calling = new GrainCalls(time).CallAsync(
            () =>
            {
                made.Add(clock.Now - start);
                return made.Count == 4 ? Task.FromResult("an answer") : throw new TimeoutException("The silo fell.");
            },
            Reading.Token);

        while (!calling.IsCompleted)
            await FireNextAsync(calling);

        Assert.Equal("an answer", await calling);
        Assert.Equal([0, 100, 300, 700], made.Select(static at => at.TotalMilliseconds));
    }

    [Fact]
    public async Task After_a_minute_without_a_silo_the_call_fails()
    {
        var start = clock.Now;
        var calling = new GrainCalls(time).CallAsync(static () => throw new TimeoutException("No silo."), Reading.Token);

        while (!calling.IsCompleted)
            await FireNextAsync(calling);

        var error = await Assert.ThrowsAsync<ClusterSendException>(() => calling);
        Assert.Equal(ClusterSendError.Unavailable, error.Error);
        Assert.InRange(clock.Now - start, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(62));
    }

    [Fact]
    public async Task A_refusal_of_the_cluster_is_not_asked_again()
    {
        var calls = 0;

        await Assert.ThrowsAsync<ClusterSendException>(() => new GrainCalls(time).CallAsync(
            () =>
            {
                calls++;
                throw new ClusterSendException(ClusterSendError.Ended, "It is over.");
            },
            Reading.Token));

        Assert.Equal(1, calls);
        Assert.Equal(0, time.TimersSet);
    }

    [Fact]
    public async Task Identifiers_wait_a_tenth_of_a_second_for_others()
    {
        var identifiers = Channel.CreateUnbounded<string>();
        var source = new IdentifierSource(identifiers.Reader.ReadAllAsync(Reading.Token), time, Reading.Token);
        await identifiers.Writer.WriteAsync("a", Reading.Token);
        await identifiers.Writer.WriteAsync("b", Reading.Token);

        var filling = source.FillAsync(3);
        await time.WhenTimersSetAsync(1, Reading.Token).Soon();
        clock.AdvanceBy(TimeSpan.FromMilliseconds(99));
        Assert.False(filling.IsCompleted);
        clock.AdvanceBy(TimeSpan.FromMilliseconds(1));
        await filling.Soon();

        Assert.Equal(["a", "b"], source.Next(3).Identifiers);
        Assert.False(source.IsAtEnd);
        identifiers.Writer.Complete();
        await source.DisposeAsync();
    }

    // Whoever waits has set his timer, or is done.
    private async Task FireNextAsync(Task calling)
    {
        await Task.WhenAny(calling, time.WhenTimersSetAsync(1, Reading.Token)).Soon();
        clock.AdvanceBy(TimeSpan.FromMilliseconds(100));
    }
}
