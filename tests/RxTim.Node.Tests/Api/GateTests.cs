using System.Net;

namespace RxTim.Node.Tests;

/// <summary>Who may call.</summary>
public sealed class GateTests
{
    private const string Token = "a-token-of-this-test";

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer a-token-of-another-test")]
    [InlineData("Bearer ")]
    [InlineData("Basic a-token-of-this-test")]
    [InlineData(Token)]
    public async Task Without_the_token_nobody_is_answered(string? shown)
    {
        await using var api = await RunningApi.StartAsync(Token);
        (string, string)[] headers = shown is null ? [] : [("Authorization", shown)];
        var answers = new[]
        {
            await api.GetAsync("/sends", headers),
            await api.GetAsync("/sends/spring/results", headers),
            await api.PostAsync("/sends/spring", Body.Of("alice"), headers),
            await api.PostAsync("/sends/spring/cancel", "", headers),
            await api.GetAsync("/nowhere", headers),
        };
        Assert.All(answers, static answer =>
        {
            Assert.Equal((HttpStatusCode.Unauthorized, "unauthorized"), (answer.Status, answer["reason"]));
            Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
        });
        Assert.Empty(api.Sends.Started);
        Assert.Empty(api.Sends.Commands);
        Assert.DoesNotContain("a-token", api.Log.ToString());
    }

    [Fact]
    public async Task With_the_token_everybody_is()
    {
        await using var api = await RunningApi.StartAsync(Token);
        var answer = await api.GetAsync(
            "/sends/spring", ("Authorization", $"bearer {Token}"), ("Host", "node.example"), ("Origin", "https://page.example"));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    [Fact]
    public async Task Health_needs_no_token()
    {
        await using var api = await RunningApi.StartAsync(Token);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/health/live")).Status);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/health/ready")).Status);
    }

    [Theory]
    [InlineData("Host", "node.example")]
    [InlineData("Origin", "https://page.example")]
    [InlineData("Origin", "null")]
    public async Task Without_a_token_a_page_from_elsewhere_is_turned_away(string header, string value)
    {
        await using var api = await RunningApi.StartAsync();
        var answer = await api.PostAsync("/sends/spring/cancel", "", (header, value));
        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Empty(api.Sends.Commands);
    }

    [Fact]
    public async Task A_page_of_this_machine_may_use_it()
    {
        await using var api = await RunningApi.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/sends/spring", ("Origin", "http://localhost:3000"))).Status);
    }
}
