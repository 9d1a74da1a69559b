using CsCheck;

namespace RxTim.Tests;

/// <summary>
/// S2, S3, S4, S5, S7, S8, S10 and S13 over thousands of random backends a run. A failure prints its scenario, made as small as CsCheck
/// can, and its seed, and keeps both in a file (<see cref="Kept"/>): set the environment variable <c>CsCheck_Seed</c> to that and run this
/// test again to play the same scenario first. <c>CsCheck_Iter</c> sets how many are played. The scenario depends on the seed alone; how
/// its threads meet does not.
/// </summary>
public sealed class StreamContractProperties
{
    private const int Backends = 10_000;

    // Beside the assembly, for a failure of threads that meet rarely is not to be lost with a console's text.
    private static readonly string Kept = Path.Combine(AppContext.BaseDirectory, "TestResults", $"{nameof(StreamContractProperties)}.txt");

    [Fact]
    public async Task S2_S3_S4_S5_S7_S13_The_contract_holds_over_random_backends()
    {
        try
        {
            await Scenario.Any.SampleAsync(
                PlayAsync,
                TestContext.Current.TestOutputHelper!.WriteLine,
                iter: Environment.GetEnvironmentVariable("CsCheck_Iter") is null ? Backends : -1,
                threads: 4,
                print: static scenario => scenario.ToString());
        }
        catch (CsCheckException failure)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Kept)!);
            File.AppendAllText(Kept, $"{DateTimeOffset.UtcNow:u}{Environment.NewLine}{failure}{Environment.NewLine}");
            throw;
        }
    }

    private static async Task PlayAsync(Scenario scenario)
    {
        var run = new ScenarioRun(scenario);
        try
        {
            await run.RunAsync();
            ScenarioChecks.Check(scenario, run);
            ScenarioChecks.CheckLateWords(run);
            await run.AllRoomIsFreeAsync();
            await run.DisposeAsync();
            await run.Time.NoTimerAliveAsync();
            Assert.Empty(run.Faults);
        }
        catch (TimeoutException hang)
        {
            throw new TimeoutException($"The scenario hangs: {run}", hang);
        }
    }
}
