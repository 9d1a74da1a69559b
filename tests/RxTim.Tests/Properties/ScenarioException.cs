namespace RxTim.Tests;

/// <summary>What a scenario's interceptor throws. It must be told somewhere.</summary>
internal sealed class ScenarioException(ScenarioRun run, string step) : Exception($"Thrown at {step}")
{
    /// <summary>Told of by <see cref="TimClient.UnhandledException"/>.</summary>
    public bool IsTold { get; private set; }

    public ScenarioRun Run { get; } = run;

    /// <summary>To be added to <see cref="TimClient.UnhandledException"/> once.</summary>
    public static void Take(Exception thrown)
    {
        if (thrown.GetBaseException() is ScenarioException own)
            own.IsTold = true;
    }
}
