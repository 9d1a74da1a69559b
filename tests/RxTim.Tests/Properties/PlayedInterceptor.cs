namespace RxTim.Tests;

/// <summary>Plays an interceptor's script in a scenario's send, and lets others pass.</summary>
/// <param name="run">The scenario.</param>
/// <param name="position">Its place among the interceptors.</param>
/// <param name="script">What it does.</param>
internal sealed class PlayedInterceptor(ScenarioRun run, int position, InterceptorScript script) : ISendInterceptor
{
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(7);

    private readonly ScenarioRun run = run;
    private readonly int position = position;
    private readonly InterceptorScript script = script;

    public SendSession Begin(SendStart send)
    {
        if (run.Backend.IsHeld)
            return new Passing();
        using var step = run.Step("begin");
        Do(script.Begin, "begin");
        run.Steps.Begin(position, send);
        return new Session(this);
    }

    private async ValueTask PlayAsync(StepPlay play, string step, CancellationToken cancellationToken)
    {
        switch (play.Pause)
        {
            case Pause.Hops:
                await run.Backend.HopAsync();
                break;
            case Pause.WaitsForTime:
                await run.WaitAsync(LongWait, CancellationToken.None);
                break;
            case Pause.WaitsHeedingItsToken:
                await run.WaitAsync(LongWait, cancellationToken);
                break;
            default:
                break;
        }
        Do(play.Deed, step);
    }

    private void Do(Deed deed, string step)
    {
        if (deed == Deed.Throws)
            throw run.Throws(step);
        if (deed == Deed.ThrowsTimException)
            throw new TimException(InterceptorScript.ThrownCode, $"Stopped at {step}.", run.Throws(step));
    }

    private sealed class Passing : SendSession;

    private sealed class Session(PlayedInterceptor of) : SendSession
    {
        private readonly ScenarioRun run = of.run;
        private readonly StepRules rules = of.run.Steps;
        private readonly int position = of.position;
        private int handOvers;
        private int deliveries;

        public override async ValueTask HandOverAsync(MsgBatchCall call, CancellationToken cancellationToken)
        {
            using var step = run.Step("hand over");
            var play = InTurn(of.script.HandOvers, Interlocked.Increment(ref handOvers));
            rules.Ask(position, call);
            await of.PlayAsync(play, "hand over", cancellationToken);
            rules.Decide(position, call, refuses: play.Deed == Deed.Refuses);
            if (play.Deed == Deed.Refuses)
                call.Refuse(InterceptorScript.RefusedCode, "not this one");
        }

        public override void NotHandedOver(MsgBatchCall call)
        {
            using var step = run.Step("not handed over");
            rules.NotHandedOver(position, call);
            if (of.script.ThrowsWhereItIsTold)
                throw run.Throws("not handed over");
        }

        public override async ValueTask DeliverAsync(IReadOnlyList<MsgBatchSendResult> results, CancellationToken cancellationToken)
        {
            using var step = run.Step("deliver");
            rules.BeginDelivery(position, results);
            try
            {
                await of.PlayAsync(InTurn(of.script.Deliveries, ++deliveries), "deliver", cancellationToken);
                rules.Delivered(position, results);
            }
            finally
            {
                rules.EndDelivery();
            }
        }

        public override void Retrying(IReadOnlyList<MsgBatchSendResult> results)
        {
            using var step = run.Step("retry");
            rules.Retrying(position, results);
            if (of.script.ThrowsWhereItIsTold)
                throw run.Throws("retry");
        }

        public override async ValueTask EndAsync(SendEnd end)
        {
            using var step = run.Step("end");
            rules.End(position, end);
            await of.PlayAsync(of.script.End, "end", CancellationToken.None);
        }

        private static StepPlay InTurn(StepPlay[] plays, int number) => plays[(number - 1) % plays.Length];
    }
}
