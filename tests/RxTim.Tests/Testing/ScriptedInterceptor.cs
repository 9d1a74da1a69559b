namespace RxTim.Tests;

/// <summary>An interceptor that writes each step down and then does what a test says.</summary>
/// <param name="steps">Where to.</param>
/// <param name="name">What its steps begin with.</param>
internal sealed class ScriptedInterceptor(Steps steps, string name = "") : ISendInterceptor
{
    public Action<SendStart>? OnBegin { get; init; }

    public Func<MsgBatchCall, CancellationToken, ValueTask>? OnHandOver { get; init; }

    public Action<MsgBatchCall>? OnNotHandedOver { get; init; }

    public Func<IReadOnlyList<MsgBatchSendResult>, CancellationToken, ValueTask>? OnDeliver { get; init; }

    public Action<IReadOnlyList<MsgBatchSendResult>>? OnRetrying { get; init; }

    public Func<SendEnd, ValueTask>? OnEnd { get; init; }

    public SendSession Begin(SendStart send)
    {
        steps.Add($"{name}begin");
        OnBegin?.Invoke(send);
        return new Session(this);
    }

    private void Step(string step) => steps.Add($"{name}{step}");

    private void Step(string step, IEnumerable<string> identifiers) => steps.Add($"{name}{step}", identifiers);

    private sealed class Session(ScriptedInterceptor of) : SendSession
    {
        public override ValueTask HandOverAsync(MsgBatchCall call, CancellationToken cancellationToken)
        {
            of.Step("hand over", call.Identifiers);
            return of.OnHandOver?.Invoke(call, cancellationToken) ?? default;
        }

        public override void NotHandedOver(MsgBatchCall call)
        {
            of.Step("not handed over", call.Identifiers);
            of.OnNotHandedOver?.Invoke(call);
        }

        public override ValueTask DeliverAsync(IReadOnlyList<MsgBatchSendResult> results, CancellationToken cancellationToken)
        {
            of.Step("deliver", results.Select(static result => result.Identifier));
            return of.OnDeliver?.Invoke(results, cancellationToken) ?? default;
        }

        public override void Retrying(IReadOnlyList<MsgBatchSendResult> results)
        {
            of.Step("retry", results.Select(static result => result.Identifier));
            of.OnRetrying?.Invoke(results);
        }

        public override ValueTask EndAsync(SendEnd end)
        {
            of.Step(end.IsCancelled ? "end cancelled" : end.Error is { } error ? $"end with {error.Code}" : "end");
            return of.OnEnd?.Invoke(end) ?? default;
        }
    }
}
