namespace RxTim.Tests;

/// <summary>What must hold of every scenario that has run.</summary>
internal static class ScenarioChecks
{
    public static void Check(Scenario scenario, ScenarioRun run)
    {
        CheckFaults(run);
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
        else if (run.WasCut && scenario.Cut == Cut.Drained)
            CheckDrained(run);
        else if (!run.WasCut || scenario.IsPush || scenario.IsClientDisposed)
            CheckCompleted(scenario, run.Results, run);
    }

    private static void CheckFaults(ScenarioRun run) => Assert.True(run.Faults.Count == 0, string.Join(Environment.NewLine, run.Faults));

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

    /// <summary>When nothing runs any longer: what was thrown was told, and each result knows how often its identifier was handed
    /// over.</summary>
    public static void CheckQuiet(Scenario scenario, ScenarioRun run)
    {
        CheckFaults(run);
        if (scenario.IsCallback)
            return;
        if (!scenario.IsConsumersCut)
        {
            Assert.All(run.Thrown, thrown =>
                Assert.True(thrown.IsTold || run.Error?.GetBaseException() == thrown, $"{thrown} is told nowhere"));
        }
        Assert.All(run.Results, result => Assert.Equal(run.Steps.Attempts(result.Ordinal), result.Attempts));
    }

    /// <summary>S2, S8: calls carry who is asked, in the order asked, each once, and never more than they may.</summary>
    private static void CheckCalls(Scenario scenario, ScenarioRun run)
    {
        var sent = run.Backend.Calls.SelectMany(static call => call).ToList();
        if (!scenario.Retries && !scenario.Refuses)
            Assert.Equal(scenario.Expected.Take(sent.Count), sent);
        Assert.All(run.Backend.Calls, call => Assert.InRange(call.Length, 1, scenario.MostPerCall));
        if (scenario.Limits.DistinctIdentifiersPerCall)
            Assert.All(run.Backend.Calls, static call => Assert.Distinct(call));
        Assert.All(run.Steps.Attempted, ordinal => Assert.InRange(run.Steps.Attempts(ordinal), 1, scenario.Options.Retry.MaxAttempts));
    }

    /// <summary>S2, S6, S15, S18: every result is one that the backend's script, the clock, an interceptor or the stop gives.</summary>
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
            var stopped = scenario.IsCallback && IsStop(scenario, run, result.Code);
            var refused = result.Code == InterceptorScript.RefusedCode && WasRefused(scenario, run, result);
            Assert.True(given || stopped || refused, $"{result} was never said.");
            Assert.Equal(result.Code == 0, result.Outcome == SendOutcome.Sent);
            if (scenario.IsCallback)
                continue;
            Assert.Equal(scenario.Expected[result.Ordinal], result.Identifier);
            var certain = result.Outcome == SendOutcome.Failed && !refused;
            Assert.False(certain && run.Steps.IsInDoubt(result.Ordinal), $"{result}, and an attempt was unknown.");
            if (refused)
                Assert.Equal((0, 0), (result.Attempts, run.Steps.Attempts(result.Ordinal)));
        }
    }

    // A result's JSON does not say where its identifier stood.
    private static bool WasRefused(Scenario scenario, ScenarioRun run, MsgBatchSendResult result) => scenario.Face != Face.CallbackJson
        ? run.Steps.WasRefused(result.Ordinal)
        : Enumerable.Range(0, scenario.Expected.Length).Any(i => scenario.Expected[i] == result.Identifier && run.Steps.WasRefused(i));

    private static bool IsStop(Scenario scenario, ScenarioRun run, int code) => code switch
    {
        Script.StopCode => scenario.Stops || run.WasCut,
        TimErrorCodes.Interrupted => scenario.IsClientDisposed,
        TimErrorCodes.SdkInternalError or InterceptorScript.ThrownCode => run.Thrown.Count > 0,
        _ => false,
    };

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
        if (scenario.Retries)
            return;
        if (!scenario.Refuses)
            Assert.Equal(scenario.Expected, run.Backend.Calls.SelectMany(static call => call));
        if (!scenario.IsOrdered || scenario.Stops)
            return;
        var known = run.Backend.Calls.SelectMany((call, number) => scenario.ScriptOf(number).Results(call)).ToList();
        foreach (var result in results)
        {
            var maybeLater = scenario.TimePasses && result.Code == TimErrorCodes.RequestTimeout;
            if (!maybeLater && result.Code != InterceptorScript.RefusedCode)
                Assert.True(known.Remove((result.Identifier, result.Code)), $"{result} is not what the backend said first.");
        }
    }

    /// <summary>S15: whoever was handed over has a result, although others have none.</summary>
    private static void CheckDrained(ScenarioRun run)
    {
        Assert.True(run.Ended);
        Assert.Distinct(run.Results.Select(static result => result.Ordinal));
        Assert.Subset(run.Results.Select(static result => result.Ordinal).ToHashSet(), run.Steps.Attempted.ToHashSet());
    }

    /// <summary>S5, S13, S15, S18: the error says exactly who has a result, who was refused, and of whom nobody knows; nobody else was
    /// handed over.</summary>
    private static void CheckStopped(Scenario scenario, ScenarioRun run, TimException error)
    {
        Assert.True(IsStop(scenario, run, error.Code), $"Stopped by {error}");
        Assert.Equal(run.Results.Count, error.Answered);
        Assert.Equal(error.Attempted, error.Answered + error.Refused.Count + error.Unanswered.Count);
        long[] ordinals = [.. run.Results.Select(static result => result.Ordinal), .. error.RefusedOrdinals, .. error.UnansweredOrdinals];
        string[] identifiers = [.. run.Results.Select(static result => result.Identifier), .. error.Refused, .. error.Unanswered];
        Assert.Distinct(ordinals);
        Assert.Equal(ordinals.Select(ordinal => scenario.Expected[ordinal]), identifiers);
        Assert.Subset(ordinals.ToHashSet(), run.Steps.Attempted.ToHashSet());
        if (scenario.Refuses)
            return;
        Assert.Equal(Enumerable.Range(0, ordinals.Length).Select(static i => (long)i), ordinals.Order());
        Assert.InRange(error.Attempted - run.Steps.Attempted.Count, 0, scenario.MostPerCall);
    }

    /// <summary>S10: all results in the order asked, whatever stopped the send.</summary>
    private static void CheckCallback(Scenario scenario, ScenarioRun run)
    {
        if (scenario.Cut != Cut.Drained)
            Assert.Equal(scenario.Expected, run.Results.Select(static result => result.Identifier));
        var first = run.Results.Count == 0 || run.Results.Any(static result => result.Code == 0) ? 0 : run.Results[0].Code;
        Assert.Equal(first, run.Code);
        if (!run.WasCut && !scenario.Stops && run.Thrown.Count == 0)
            CheckCompleted(scenario, run.Results, run);
    }
}
