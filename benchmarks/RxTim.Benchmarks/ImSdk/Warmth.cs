namespace RxTim.Benchmarks;

/// <summary>What each variant sends before it is measured, so that neither is charged with loading and compiling its code.</summary>
internal static class Warmth
{
    public static MsgBatchSendParam Param { get; } = ParamOf(10);

    public static MsgBatchSendParam ParamOf(int count) =>
        MsgBatchSendParam.Create(Message.Text("this is batch send msgs"), Enumerable.Range(0, count).Select(i => $"user_{i:D8}"));
}
