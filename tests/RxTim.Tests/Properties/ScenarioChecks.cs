namespace RxTim.Tests;

/// <summary>What must hold of every scenario that has run.</summary>
internal static class ScenarioChecks
{
    public static void Check(Scenario scenario, ScenarioRun run)
    {
        Assert.Empty(run.Faults);
        CheckCalls(scenario, run);
        CheckNobodyIsInvented(scenario, run);
        if (run.NotificationsAtDisposal >= 0)
            CheckDisposal(run);
        else if (scenario.IsCallback)
            CheckCallback(scenario, run);
        else if (run.Error is TimException error)
            CheckStopped(scenario, run, error);
        else if (run.Error is not null)
            Assert.True(run.WasCut && run.Error is OperationCanceledException, $"Ended with {run.Error}");
        else if (!run.WasCut || scenario.IsPush || scenario.Cut == Cut.ClientDisposed)
            CheckCompleted(scenario, run.Results, run);
    }

    /// <summary>S7: however late and however often the backend speaks, nothing comes of it.</summary>
    public static void CheckLateWords(ScenarioRun run)
    {
        var (told, toldHere) = (run.Notifications, RecordingObserver.NotificationsHere);
        run.Backend.SpeakLate();
        Assert.Equal(toldHere, RecordingObserver.NotificationsHere);
        // Another thread may still be about to tell what it had begun to tell before the disposal: what it tells does not come of this.
        if (run.NotificationsAtDisposal >= 0)
            CheckDisposal(run);
        else
            Assert.Equal(told, run.Notifications);
    }

    /// <summary>S2, S8: calls carry who is asked, in the order asked, each once, and never more than they may.</summary>
    private static void CheckCalls(Scenario scenario, ScenarioRun run)
    {
        var sent = run.Backend.Calls.SelectMany(static call => call).ToList();
        Assert.Equal(scenario.Expected.Take(sent.Count), sent);
        Assert.All(run.Backend.Calls, call => Assert.InRange(call.Length, 1, scenario.MostPerCall));
        if (scenario.Limits.DistinctIdentifiersPerCall)
            Assert.All(run.Backend.Calls, static call => Assert.Distinct(call));
    }

    /// <summary>S2, S6: every result is one that the backend's script, the clock or the stop gives.</summary>
    private static void CheckNobodyIsInvented(Scenario scenario, ScenarioRun run)
    {
        var left = scenario.Expected.ToList();
        foreach (var result in run.Results)
        {
            Assert.True(left.Remove(result.Identifier), $"{result} was not asked, or has two results.");
            var given = run.Backend.Calls.Select((call, number) => (call, script: scenario.ScriptOf(number)))
                .Any(each => each.call.Contains(result.Identifier) && each.script.CanResult(result.Identifier, result.Code, each.call));
            // A call can expire in the moment before the backend gets it.
            given |= scenario.TimePasses && result.Code == TimErrorCodes.RequestTimeout;
            var stopped = scenario.IsCallback && result.Code is Script.StopCode or TimErrorCodes.Interrupted;
            Assert.True(given || stopped, $"{result} was never said.");
            Assert.Equal(result.Code == 0, result.Outcome == SendOutcome.Sent);
        }
    }

    /// <summary>S7: nothing after disposal, but for what another thread had begun.</summary>
    private static void CheckDisposal(ScenarioRun run)
    {
        Assert.InRange(run.Notifications - run.NotificationsAtDisposal, 0, run.DisposedInside ? 0 : 1);
        Assert.InRange(run.Backend.Calls.Count - run.CallsAtDisposal, 0, 1);
    }

    /// <summary>S2: everyone has a result, and where nothing ran beside anything else it is known which.</summary>
    private static void CheckCompleted(Scenario scenario, IReadOnlyList<MsgBatchSendResult> results, ScenarioRun run)
    {
        Assert.True(run.Ended);
        Assert.Equal(scenario.Expected.Order(), results.Select(static result => result.Identifier).Order());
        Assert.Equal(scenario.Expected, run.Backend.Calls.SelectMany(static call => call));
        if (!scenario.IsOrdered || scenario.Scripts.Any(static script => script.Fate == Fate.Stops))
            return;
        var known = run.Backend.Calls.SelectMany((call, number) => scenario.ScriptOf(number).Results(call)).ToList();
        foreach (var result in results.Where(result => !scenario.TimePasses || result.Code != TimErrorCodes.RequestTimeout))
            Assert.True(known.Remove((result.Identifier, result.Code)), $"{result} is not what the backend said first.");
    }

    /// <summary>S5, S13: the error says exactly who has a result, who was refused, and of whom nobody knows.</summary>
    private static void CheckStopped(Scenario scenario, ScenarioRun run, TimException error)
    {
        Assert.True(error.Code switch
        {
            Script.StopCode => scenario.Scripts.Any(static script => script.Fate == Fate.Stops) || run.WasCut,
            TimErrorCodes.Interrupted => scenario.Cut == Cut.ClientDisposed,
            _ => false,
        }, $"Stopped by {error}");
        Assert.Equal(run.Results.Count, error.Answered);
        Assert.Equal(error.Attempted, error.Answered + error.Refused.Count + error.Unanswered.Count);
        Assert.Equal(
            scenario.Expected.Take((int)error.Attempted).Order(),
            run.Results.Select(static result => result.Identifier).Concat(error.Refused).Concat(error.Unanswered).Order());
        Assert.InRange(error.Attempted - run.Backend.Calls.Sum(static call => call.Length), 0, scenario.MostPerCall);
    }

    /// <summary>S10: all results in the order asked, whatever stopped the send.</summary>
    private static void CheckCallback(Scenario scenario, ScenarioRun run)
    {
        Assert.Equal(scenario.Expected, run.Results.Select(static result => result.Identifier));
        var first = run.Results.Count == 0 || run.Results.Any(static result => result.Code == 0) ? 0 : run.Results[0].Code;
        Assert.Equal(first, run.Code);
        if (!run.WasCut && scenario.Scripts.All(static script => script.Fate != Fate.Stops))
            CheckCompleted(scenario, run.Results, run);
    }
}
