namespace RxTim.Orleans.Tests;

/// <summary>S6 Unknown is said, not guessed. Of connections that break, DoubtTests tell.</summary>
public sealed class S06_UnknownTests
{
    [Fact]
    public async Task S6_What_is_not_answered_within_the_timeout_is_unknown_with_6012()
    {
        var transport = ScriptedTransport.NeverAnswers();
        await using var silos = await StartAsync(transport);
        await silos.Sends.StartAsync("timeout", Ask.Hi, Ask.Streamed(Ask.Names(3)), cancellationToken: Reading.Token).Soon();

        var results = await silos.Sends.ReadAllAsync("timeout").Soon();

        Assert.Equal(3, results.Count);
        Assert.All(results, static result => Assert.Equal((6012, SendOutcome.Unknown), (result.Result.Code, result.Result.Outcome)));
        Assert.Equal(3, (await silos.Sends.ProgressAsync("timeout", Reading.Token).Soon())!.Unknown);
        Assert.Single(transport.Calls);
    }

    [Fact]
    public async Task S6_An_answer_after_the_timeout_changes_nothing()
    {
        var transport = ScriptedTransport.NeverAnswers();
        await using var silos = await StartAsync(transport);
        await silos.Sends.StartAsync("late", Ask.Hi, Ask.Streamed(Ask.Names(3)), cancellationToken: Reading.Token).Soon();
        await silos.Sends.WhenAsync("late", static progress => progress.Unknown == 3).Soon();

        Assert.Single(transport.Calls).AnswerRemaining(0);

        Assert.All(await silos.Sends.ReadAllAsync("late").Soon(), static result => Assert.Equal(SendOutcome.Unknown, result.Result.Outcome));
        Assert.Equal(0, (await silos.Sends.ProgressAsync("late", Reading.Token).Soon())!.Sent);
    }

    private static Task<TestSilos> StartAsync(ScriptedTransport transport) => TestSilos.StartAsync(
        transport, configure: static options => options.Client = new TimClientOptions { ResultTimeout = TimeSpan.FromMilliseconds(200) });
}
