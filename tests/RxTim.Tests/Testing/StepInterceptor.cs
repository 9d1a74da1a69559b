namespace RxTim.Tests;

/// <summary>An interceptor that does in each step what a test says, and nothing in the others.</summary>
internal sealed class StepInterceptor : ISendInterceptor
{
    public Action<SendStart>? OnBegin { get; init; }

    public Func<MsgBatchCall, CancellationToken, ValueTask>? OnHandOver { get; init; }

    public Action<MsgBatchCall>? OnNotHandedOver { get; init; }

    public Action<IReadOnlyList<MsgBatchSendResult>>? OnRetrying { get; init; }

    public Func<IReadOnlyList<MsgBatchSendResult>, CancellationToken, ValueTask>? OnDeliver { get; init; }

    public Func<SendEnd, ValueTask>? OnEnd { get; init; }

    public SendSession Begin(SendStart send)
    {
        OnBegin?.Invoke(send);
        return new Session(this);
    }

    private sealed class Session(StepInterceptor steps) : SendSession
    {
        public override ValueTask HandOverAsync(MsgBatchCall call, CancellationToken cancellationToken) =>
            steps.OnHandOver?.Invoke(call, cancellationToken) ?? default;

        public override void NotHandedOver(MsgBatchCall call) => steps.OnNotHandedOver?.Invoke(call);

        public override void Retrying(IReadOnlyList<MsgBatchSendResult> results) => steps.OnRetrying?.Invoke(results);

        public override ValueTask DeliverAsync(IReadOnlyList<MsgBatchSendResult> results, CancellationToken cancellationToken) =>
            steps.OnDeliver?.Invoke(results, cancellationToken) ?? default;

        public override ValueTask EndAsync(SendEnd end) => steps.OnEnd?.Invoke(end) ?? default;
    }
}
