using CsCheck;

namespace RxTim.Tests;

/// <summary>
/// S2, S3, S4, S5, S7, S8, S10 and S13 over thousands of random backends a run. A failure prints its scenario, made as small as CsCheck
/// can, and its seed: set the environment variable <c>CsCheck_Seed</c> to that and run this test again to play the same scenario first.
/// <c>CsCheck_Iter</c> sets how many are played. The scenario depends on the seed alone; how its threads meet does not.
/// </summary>
public sealed class StreamContractProperties
{
    private const int Backends = 10_000;

    [Fact]
    public Task S2_S3_S4_S5_S7_S13_The_contract_holds_over_random_backends() => Scenario.Any.SampleAsync(
        PlayAsync,
        TestContext.Current.TestOutputHelper!.WriteLine,
        iter: Environment.GetEnvironmentVariable("CsCheck_Iter") is null ? Backends : -1,
        threads: 4,
        print: static scenario => scenario.ToString());

    private static async Task PlayAsync(Scenario scenario)
    {
        var run = new ScenarioRun(scenario);
        await run.RunAsync();
        ScenarioChecks.Check(scenario, run);

        // However late and however often the backend speaks, nothing comes of it.
        var quiet = run.Notifications;
        run.Backend.SpeakLate();
        Assert.Equal(quiet, run.Notifications);

        await run.AllRoomIsFreeAsync();
        await run.DisposeAsync();
        await run.Time.NoTimerAliveAsync();
        Assert.Empty(run.Faults);
    }
}
