using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace RxTim.Emulator.Tests;

public class ServerFaultTests
{
    private static readonly string Body = RawClient.Body("""["alice","bob"]""");

    [Fact]
    public async Task Faults_are_set_and_read_while_it_runs()
    {
        await using var running = await RunningServer.StartAsync();
        const string faults =
            """{"Faults":[{"Pattern":"bob*","Code":20009,"Probability":1}],"Silences":[],"Refusal":null,"Latency":"0ms..0ms"}""";

        Assert.Equal(HttpStatusCode.OK, await running.Client.PutAsync("emulator/faults", faults));
        Assert.Equal(faults, (await running.Client.GetAsync("emulator/faults")).GetRawText());
        var answer = await running.Client.PostAsync(RawClient.BatchSend, Body);
        Assert.Equal("""[{"To_Account":"bob","ErrorCode":20009}]""", answer.GetProperty("ErrorList").GetRawText());

        Assert.Equal(HttpStatusCode.OK, await running.Client.PutAsync("emulator/faults", """{"Refusal":{"Code":91000}}"""));
        Assert.Equal(91000, await running.Client.CodeAsync(RawClient.BatchSend, Body));

        running.Server.Emulator.Faults = new EmulatorFaults();
        Assert.Equal(0, await running.Client.CodeAsync(RawClient.BatchSend, Body));
    }

    [Theory]
    [InlineData("""{"faults":[]}""")]
    [InlineData("""{"Fault":[{"Pattern":"a","Code":1}]}""")]
    [InlineData("""{"Faults":[{"Pattern":"a","Code":1,"Propability":0.5}]}""")]
    [InlineData("""{"Silences":[{"Pattern":"a","Code":1}]}""")]
    [InlineData("""{"Refusal":{"Code":1,"Pattern":"a"}}""")]
    [InlineData("""{"Faults":1}""")]
    [InlineData("""{"Faults":[1]}""")]
    [InlineData("""{"Faults":[{"Pattern":"","Code":1}]}""")]
    [InlineData("""{"Faults":[{"Pattern":"a","Code":0}]}""")]
    [InlineData("""{"Faults":[{"Pattern":"a","Code":1,"Probability":2}]}""")]
    [InlineData("""{"Silences":[{"Pattern":"a","Probability":"1"}]}""")]
    [InlineData("""{"Refusal":7}""")]
    [InlineData("""{"Latency":"fast"}""")]
    [InlineData("{")]
    public async Task Faults_that_are_none_are_refused_and_change_nothing(string faults)
    {
        var before = new EmulatorFaults { Faults = [new FaultRule("bob", 20009)] };
        await using var running = await RunningServer.StartAsync();
        running.Server.Emulator.Faults = before;

        Assert.Equal(HttpStatusCode.BadRequest, await running.Client.PutAsync("emulator/faults", faults));
        Assert.Equal(before.Faults, running.Server.Emulator.Faults.Faults);
    }

    [Fact]
    public async Task A_silence_leaves_the_call_without_an_answer_and_the_message_stored()
    {
        await using var running = await RunningServer.StartAsync(
            RunningServer.Options with { Emulator = new TimEmulatorOptions { Silences = [new SilenceRule("bob")] } });

        var call = running.Client.PostAsync(RawClient.BatchSend, Body);
        await Eventually.TrueAsync(() => running.Server.Emulator.MessagesStored == 2);
        Assert.False(call.IsCompleted);

        await running.Server.DisposeAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => call);
    }

    [Fact]
    public async Task Latency_delays_the_answer_on_the_emulators_clock()
    {
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));
        await using var running = await RunningServer.StartAsync(
            RunningServer.Options with { Emulator = new TimEmulatorOptions { TimeProvider = time, Latency = LatencyRange.Parse("30ms") } });
        running.Client.Sig = RawClient.UserSigOf("administrator", now: time.GetUtcNow());

        var call = running.Client.CodeAsync(RawClient.BatchSend, Body);
        await Eventually.TrueAsync(() => running.Server.Emulator.MessagesStored == 2);
        Assert.False(call.IsCompleted);

        // The answer's timer may not be set yet when the message is stored.
        await Eventually.TrueAsync(() =>
        {
            time.Advance(TimeSpan.FromMilliseconds(30));
            return call.IsCompleted;
        });
        Assert.Equal(0, await call);
    }
}
