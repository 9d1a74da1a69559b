namespace RxTim.Tests;

/// <summary>On which thread a send starts: a single call on the thread of who is about to ask for its results, any other send on the thread
/// pool.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task A_pulled_send_of_one_call_goes_out_on_the_callers_thread() =>
        Assert.True(await GoesOutOnCallersThreadAsync(static client => _ = MoveAsync(client, Ask.Many(2))));

    [Fact]
    public async Task One_of_several_calls_goes_out_on_the_pool() =>
        Assert.False(await GoesOutOnCallersThreadAsync(static client => _ = MoveAsync(client, Ask.Many(3))));

    [Fact]
    public async Task One_whose_identifiers_are_a_stream_goes_out_on_the_pool() =>
        Assert.False(await GoesOutOnCallersThreadAsync(static client =>
            _ = client.MsgBatchSendAsync(Ask.Hi, Ask.Streamed(["a"])).GetAsyncEnumerator(CancellationToken.None).MoveNextAsync().AsTask()));

    [Fact]
    public async Task One_that_a_user_interface_asks_for_goes_out_on_the_pool() =>
        Assert.False(await GoesOutOnCallersThreadAsync(static client =>
        {
            SynchronizationContext.SetSynchronizationContext(new SynchronizationContext());
            _ = MoveAsync(client, Ask.Many(2));
        }));

    [Fact]
    public async Task One_that_a_task_of_another_scheduler_asks_for_goes_out_on_the_pool()
    {
        var scheduler = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        Assert.False(await GoesOutOnCallersThreadAsync(client =>
            new Task(() => _ = MoveAsync(client, Ask.Many(2))).RunSynchronously(scheduler)));
    }

    [Fact]
    public async Task A_pushed_send_goes_out_on_the_pool() =>
        Assert.False(await GoesOutOnCallersThreadAsync(static client => client.MsgBatchSend(Ask.Many(2)).Subscribe(new RecordingObserver())));

    [Fact]
    public async Task The_results_of_one_that_is_answered_at_once_are_there_without_waiting()
    {
        var moves = new TaskCompletionSource<bool[]>();
        new Thread(() =>
        {
            var results = new TimClient(ScriptedTransport.SendsAll()).MsgBatchSendAsync(Ask.Many(2)).GetAsyncEnumerator(CancellationToken.None);
            Task<bool>[] made = [.. Enumerable.Range(0, 3).Select(_ => results.MoveNextAsync().AsTask())];
            moves.SetResult([.. made.Select(static move => move.IsCompletedSuccessfully && move.Result), made[2].IsCompletedSuccessfully]);
        })
        { IsBackground = true }.Start();
        var completed = await moves.Task.Soon();
        Assert.Equal([true, true, false, true], completed);
    }

    private static Task<bool> MoveAsync(TimClient client, MsgBatchSendParam param) =>
        client.MsgBatchSendAsync(param).GetAsyncEnumerator(CancellationToken.None).MoveNextAsync().AsTask();

    // The caller has a thread of his own, which no other work runs on.
    private static async Task<bool> GoesOutOnCallersThreadAsync(Action<TimClient> send)
    {
        var goneOutOn = new TaskCompletionSource<Thread>(TaskCreationOptions.RunContinuationsAsynchronously);
        var transport = new ScriptedTransport(_ => goneOutOn.TrySetResult(Thread.CurrentThread), new() { MaxIdentifiersPerCall = 2 });
        await using var client = new TimClient(transport);
        var caller = new Thread(() => send(client)) { IsBackground = true };
        caller.Start();
        return await goneOutOn.Task.Soon() == caller;
    }
}
