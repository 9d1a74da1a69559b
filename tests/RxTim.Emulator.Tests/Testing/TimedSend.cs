using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace RxTim.Emulator.Tests;

/// <summary>
/// A send by the push face, in one call, on a clock that stands still until it is moved. The client's sending thread may still be at its
/// end when the clock moves and then it delivers what comes, so results are awaited, never looked for.
/// </summary>
internal sealed class TimedSend : IMsgBatchTransport, IObserver<MsgBatchSendResult>, IAsyncDisposable
{
    // Not inside Send, where the test that goes on would keep the client's sending thread.
    private readonly TaskCompletionSource handedOver = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<MsgBatchSendResult> results = Channel.CreateUnbounded<MsgBatchSendResult>();
    private readonly TimEmulator emulator;
    private readonly TimClient client;
    private readonly IDisposable subscription;

    private TimedSend(TimEmulator emulator, FakeTimeProvider time, Message message, string[] identifiers)
    {
        this.emulator = emulator;
        client = new TimClient(this, new TimClientOptions { TimeProvider = time, IdentifiersPerCall = identifiers.Length });
        subscription = client.MsgBatchSend(MsgBatchSendParam.Create(message, identifiers)).Subscribe(this);
    }

    public MsgBatchLimits Limits => emulator.Transport.Limits;

    /// <summary>Whether no result has come that was not taken.</summary>
    public bool IsEmpty => results.Reader.Count == 0;

    /// <summary>Starts a send; complete when the emulator has it.</summary>
    public static Task<TimedSend> StartAsync(TimEmulator emulator, FakeTimeProvider time, params string[] identifiers) =>
        StartAsync(emulator, time, Sending.Hello, identifiers);

    /// <inheritdoc cref="StartAsync(TimEmulator, FakeTimeProvider, string[])"/>
    public static async Task<TimedSend> StartAsync(
        TimEmulator emulator, FakeTimeProvider time, Message message, params string[] identifiers)
    {
        var send = new TimedSend(emulator, time, message, identifiers);
        await send.handedOver.Task;
        return send;
    }

    /// <summary>Waits for so many results and takes them.</summary>
    public async Task<List<MsgBatchSendResult>> TakeAsync(int count)
    {
        var taken = new List<MsgBatchSendResult>();
        while (taken.Count < count)
            taken.Add(await results.Reader.ReadAsync(TestContext.Current.CancellationToken));
        return taken;
    }

    public void Cancel() => subscription.Dispose();

    public ValueTask DisposeAsync() => client.DisposeAsync();

    void IMsgBatchTransport.Send(MsgBatchCall call)
    {
        emulator.Transport.Send(call);
        handedOver.SetResult();
    }

    void IObserver<MsgBatchSendResult>.OnNext(MsgBatchSendResult value) => results.Writer.TryWrite(value);

    void IObserver<MsgBatchSendResult>.OnError(Exception error) => results.Writer.TryComplete(error);

    void IObserver<MsgBatchSendResult>.OnCompleted() => results.Writer.TryComplete();
}
