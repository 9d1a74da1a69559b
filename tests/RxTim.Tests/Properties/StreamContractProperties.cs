using CsCheck;

namespace RxTim.Tests;

/// <summary>
/// S2 to S8, S10, S13 and S15 to S20 over thousands of random backends and interceptors a run. A failure prints its scenario, made as small
/// as CsCheck can, and its seed, and keeps both in a file of the folder <see cref="Kept"/>; so do a hang and a failed assertion, and where
/// the process is gone the scenarios being played stay there. Set the environment variable <c>CsCheck_Seed</c> to a seed and run this test
/// again to play that scenario first. <c>CsCheck_Iter</c> sets how many are played. The scenario depends on the seed alone; how its threads
/// meet does not.
/// </summary>
public sealed class StreamContractProperties
{
    private const int Backends = 10_000;

    // Beside the assembly, for a failure of threads that meet rarely is not to be lost with a console's text.
    private static readonly string Kept = Path.Combine(AppContext.BaseDirectory, "TestResults", nameof(StreamContractProperties));

    [Fact]
    public async Task S2_to_S20_The_contract_holds_over_random_backends_and_interceptors()
    {
        using var playing = new InPlay(Kept);
        TimClient.UnhandledException += ScenarioException.Take;
        try
        {
            await Seeded.Any.SampleAsync(
                seeded => PlayAsync(seeded, playing),
                TestContext.Current.TestOutputHelper!.WriteLine,
                iter: Environment.GetEnvironmentVariable("CsCheck_Iter") is null ? Backends : -1,
                threads: 4,
                print: static seeded => seeded.ToString());
        }
        catch (CsCheckException failure)
        {
            File.AppendAllLines(Path.Combine(Kept, "failures.txt"), [$"{DateTimeOffset.UtcNow:u}", failure.ToString()]);
            throw;
        }
        finally
        {
            TimClient.UnhandledException -= ScenarioException.Take;
        }
        playing.CheckAssertions();
    }

    private static async Task PlayAsync(Seeded seeded, InPlay playing)
    {
        var scenario = seeded.Scenario;
        using var begun = playing.Begin(seeded.Seed, scenario);
        var run = new ScenarioRun(scenario);
        try
        {
            await run.RunAsync();
            ScenarioChecks.Check(scenario, run);
            ScenarioChecks.CheckLateWords(run);
            await run.AllRoomIsFreeAsync();
            await run.DisposeAsync();
            ScenarioChecks.CheckQuiet(scenario, run);
        }
        catch (TimeoutException hang)
        {
            throw new TimeoutException($"The scenario hangs: {run}", hang);
        }
        playing.CheckAssertions();
    }
}
