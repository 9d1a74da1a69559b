using System.Runtime.CompilerServices;

namespace RxTim.Orleans.Tests;

/// <summary>S13 End: when the client or the silo that a stream was asked from is over, the stream ends with an error; the send goes on.</summary>
public sealed class S13_EndTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task S13_Disposing_the_client_ends_a_running_stream_with_an_error(bool ofSilo)
    {
        var transport = new ScriptedTransport(static call => call.Answer("u1", 0));
        await using var silos = await TestSilos.StartAsync(transport, silos: 2, static options => options.IdentifiersPerShard = 10);
        var sends = ofSilo ? silos.SendsOf(1) : silos.Sends;
        await sends.StartAsync("end", Ask.Hi, Ask.Streamed(Ask.Names(30)), cancellationToken: Reading.Token).Soon();
        var pushed = new RecordingObserver();
        using var subscription = sends.Results("end").Subscribe(pushed);
        await using var pulled = sends.ResultsAsync("end", cancellationToken: Reading.Token).GetAsyncEnumerator(Reading.Token);
        Assert.True(await pulled.MoveNextAsync().Soon());
        var moving = pulled.MoveNextAsync();
        var giving = sends.StartAsync("giving", Ask.Hi, Endless(Reading.Token), cancellationToken: Reading.Token);
        await pushed.ResultsAsync(1);

        await (ofSilo ? silos.Cluster.StopSiloAsync(silos.Cluster.Silos[1], Reading.Token) : silos.Cluster.StopClusterClientAsync(Reading.Token)).Soon();

        await pushed.EndedAsync();
        Assert.Equal(ClusterSendError.Unavailable, Assert.IsType<ClusterSendException>(pushed.Error).Error);
        await UnavailableAsync(() => moving.AsTask());
        await UnavailableAsync(() => giving);
        Assert.Empty(pushed.Faults);
        Assert.Equal(2, pushed.Notifications);
    }

    [Fact]
    public async Task S13_A_stream_of_a_disposed_client_ends_with_an_error_and_sends_nothing()
    {
        var transport = ScriptedTransport.SendsAll();
        await using var silos = await TestSilos.StartAsync(transport);
        var sends = silos.Sends;
        await silos.Cluster.StopClusterClientAsync(Reading.Token).Soon();
        var observer = new RecordingObserver();
        sends.Results("none").Subscribe(observer);

        await observer.EndedAsync();
        Assert.Equal(ClusterSendError.Unavailable, Assert.IsType<ClusterSendException>(observer.Error).Error);
        await UnavailableAsync(() => sends.ReadAllAsync("none"));
        await UnavailableAsync(() => sends.StartAsync("none", Ask.Hi, Ask.Streamed(["u0"]), cancellationToken: Reading.Token));
        await UnavailableAsync(() => sends.ProgressAsync("none", Reading.Token));
        await UnavailableAsync(() => sends.CancelAsync("none", Reading.Token));
        await UnavailableAsync(() => sends.ListAsync(Reading.Token).ToListAsync(Reading.Token).AsTask());
        await UnavailableAsync(() => sends.WithdrawAsync("none", Reading.Token).ToListAsync(Reading.Token).AsTask());
        Assert.Empty(transport.Calls);
    }

    [Fact]
    public async Task S13_A_send_outlives_the_client_that_started_it()
    {
        var transport = ScriptedTransport.NeverAnswers();
        await using var silos = await TestSilos.StartAsync(transport);
        await silos.Sends.StartAsync("outlives", Ask.Hi, Ask.Streamed(Ask.Names(3)), cancellationToken: Reading.Token).Soon();
        var call = await transport.TakesOneAsync();
        await silos.Cluster.StopClusterClientAsync(Reading.Token).Soon();

        call.AnswerRemaining(0);

        Assert.Equal(3, (await silos.SendsOf(0).ReadAllAsync("outlives").Soon()).Count(static result => result.Result.IsSuccess));
    }

    private static async Task UnavailableAsync(Func<Task> call) =>
        Assert.Equal(ClusterSendError.Unavailable, (await Assert.ThrowsAsync<ClusterSendException>(() => call().Soon())).Error);

    private static async IAsyncEnumerable<string> Endless([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        yield return "first";
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }
}
