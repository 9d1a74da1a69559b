using RxTim.Emulator;

namespace RxTim.Orleans.Tests;

/// <summary>What callers say of a send: start again, pause, resume, cancel, list.</summary>
public sealed class ControlTests
{
    private static readonly Action<RxTimSiloOptions> SmallShards = static options => options.IdentifiersPerShard = 50;

    [Fact]
    public async Task A_send_started_again_is_the_same_send()
    {
        await using var emulator = new TimEmulator();
        await using var silos = await TestSilos.StartAsync(emulator.Transport, configure: SmallShards);
        var names = Ask.Names(120);
        await silos.Sends.StartAsync("twice", Ask.Hi, Ask.Streamed(names), cancellationToken: Reading.Token).Soon();

        var again = await silos.Sends.StartAsync("twice", Ask.Hi, Ask.Streamed(names), cancellationToken: Reading.Token).Soon();

        Assert.Equal(120, again.Asked);
        Assert.Equal(120, (await silos.Sends.ReadAllAsync("twice").Soon()).Count);
        Assert.Equal(120, emulator.MessagesStored);
    }

    [Fact]
    public async Task A_send_whose_caller_fell_goes_on_behind_what_was_taken()
    {
        await using var emulator = new TimEmulator();
        await using var silos = await TestSilos.StartAsync(emulator.Transport, configure: SmallShards);
        var names = Ask.Names(230);
        await Assert.ThrowsAsync<TimeoutException>(() => silos.Sends.StartAsync("half", Ask.Hi, Broken(names, 120), cancellationToken: Reading.Token)).Soon();
        var half = await silos.Sends.ProgressAsync("half", Reading.Token);

        var whole = await silos.Sends.StartAsync("half", Ask.Hi, Ask.Streamed(names), cancellationToken: Reading.Token).Soon();

        Assert.False(half!.AllGiven);
        Assert.InRange(half.Asked, 50, 120);
        Assert.Equal(230, whole.Asked);
        Assert.Equal(230, (await silos.Sends.ReadAllAsync("half").Soon()).DistinctBy(static result => result.Result.Identifier).Count());
        Assert.Equal(230, emulator.MessagesStored);
    }

    [Fact]
    public async Task Who_waits_for_a_retry_when_the_send_is_paused_waits_for_the_send_to_go_on()
    {
        var backend = new HistoryBackend(static (backend, call) =>
        {
            if (backend.Calls <= 6)
                call.AnswerRemaining(TimErrorCodes.RequestOverload, "busy");
            else
                backend.Deliver(call);
        });
        await using var silos = await TestSilos.StartAsync(backend, configure: static options => options.Client = new TimClientOptions
        {
            Retry = new RetryOptions { MaxAttempts = 3, FirstDelay = TimeSpan.FromHours(1), MaxDelay = TimeSpan.FromHours(1) },
        });
        await silos.Sends.StartAsync("wait", Ask.Hi, Ask.Streamed(Ask.Names(60)), cancellationToken: Reading.Token).Soon();
        await silos.Sends.WhenAsync("wait", _ => backend.Calls == 6).Soon();

        await silos.Sends.PauseAsync("wait", Reading.Token).Soon();
        await silos.Sends.ResumeAsync("wait", Reading.Token).Soon();

        Assert.All(await silos.Sends.ReadAllAsync("wait").Soon(), static result => Assert.True(result.Result.IsSuccess));
    }

    [Fact]
    public async Task A_send_that_is_cancelled_while_a_shard_is_taken_in_ends_without_it()
    {
        var backend = new HistoryBackend();
        await using var silos = await TestSilos.StartAsync(backend, configure: SmallShards);
        var (storing, mayStore) = (new TaskCompletionSource(), new TaskCompletionSource());
        silos.Storage.BeforeWrite = (state, _) =>
        {
            if (state != "identifiers")
                return Task.CompletedTask;
            storing.TrySetResult();
            return mayStore.Task;
        };
        var starting = silos.Sends.StartAsync("late", Ask.Hi, Ask.Streamed(Ask.Names(50)), cancellationToken: Reading.Token);
        await storing.Task.Soon();

        await silos.Sends.CancelAsync("late", Reading.Token).Soon();
        mayStore.SetResult();

        Assert.Equal(ClusterSendError.Cancelled, (await Assert.ThrowsAsync<ClusterSendException>(() => starting).Soon()).Error);
        Assert.Empty(await silos.Sends.ReadAllAsync("late").Soon());
        Assert.Equal(0, backend.Calls);
    }

    [Fact]
    public async Task A_send_whose_removal_fails_once_is_removed_all_the_same()
    {
        await using var emulator = new TimEmulator();
        await using var silos = await TestSilos.StartAsync(emulator.Transport, configure: static options =>
        {
            options.IdentifiersPerShard = 50;
            options.ResultRetention = TimeSpan.Zero;
        });
        var failures = 0;
        silos.Storage.BeforeClear = (_, _) =>
            Interlocked.Increment(ref failures) <= 2 ? Task.FromException(new TimeoutException("the storage is away")) : Task.CompletedTask;
        await silos.Sends.StartAsync("gone", Ask.Hi, Ask.Streamed(Ask.Names(120)), cancellationToken: Reading.Token).Soon();

        await silos.Sends.ReadAllAsync("gone").Soon();

        await silos.Sends.WhenGoneAsync("gone").Soon();
        Assert.Equal(0, silos.Storage.CountOf("identifiers") + silos.Storage.CountOf("progress") + silos.Storage.CountOf("send"));
    }

    [Fact]
    public async Task A_name_belongs_to_one_message_and_to_the_same_identifiers()
    {
        await using var emulator = new TimEmulator();
        await using var silos = await TestSilos.StartAsync(emulator.Transport, configure: SmallShards);
        await silos.Sends.StartAsync("mine", Ask.Hi, Ask.Streamed(Ask.Names(120)), cancellationToken: Reading.Token).Soon();

        await RefusedAsync(ClusterSendError.NameTaken, () => silos.Sends.StartAsync("mine", Message.Text("ho"), Ask.Streamed(Ask.Names(120))));
        await RefusedAsync(ClusterSendError.NameTaken, () => silos.Sends.StartAsync("mine", Ask.Hi, Ask.Streamed(Ask.Names(121))));
        await RefusedAsync(ClusterSendError.NameTaken, () => silos.Sends.StartAsync("mine", Ask.Hi, Ask.Streamed(Ask.Names(119))));
        await RefusedAsync(ClusterSendError.NameTaken, () => silos.Sends.StartAsync("mine", Ask.Hi, Ask.Streamed(Ask.Names(120).Reverse())));
    }

    [Fact]
    public async Task Two_callers_may_give_the_same_identifiers_at_one_time()
    {
        await using var emulator = new TimEmulator();
        await using var silos = await TestSilos.StartAsync(emulator.Transport, silos: 2, configure: SmallShards);
        var names = Ask.Names(1_000);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ =>
            silos.Sends.StartAsync("together", Ask.Hi, Ask.Streamed(names), cancellationToken: Reading.Token))).Soon();

        Assert.Equal(names.Order(), (await silos.Sends.ReadAllAsync("together").Soon()).Select(static result => result.Result.Identifier).Order());
        Assert.Equal(1_000, emulator.MessagesStored);
    }

    [Fact]
    public async Task A_paused_send_hands_nothing_over_and_goes_on_when_it_is_resumed()
    {
        await using var emulator = new TimEmulator();
        await using var silos = await TestSilos.StartAsync(emulator.Transport, configure: SmallShards);
        var gate = new TaskCompletionSource();
        var starting = silos.Sends.StartAsync("pause", Ask.Hi, Gated(Ask.Names(50), gate.Task, Ask.Names(100).Skip(50)), cancellationToken: Reading.Token);
        await silos.Sends.WhenAsync("pause", static progress => progress.Sent == 50).Soon();

        var paused = await silos.Sends.PauseAsync("pause", Reading.Token).Soon();
        gate.SetResult();
        await starting.Soon();
        Assert.Equal(ClusterSendState.Paused, paused.State);
        Assert.Equal(50, (await silos.Sends.ProgressAsync("pause", Reading.Token))!.Sent);
        Assert.Equal(50, emulator.MessagesStored);

        await silos.Sends.ResumeAsync("pause", Reading.Token).Soon();
        var ended = await silos.Sends.WhenAsync("pause", static progress => progress.State == ClusterSendState.Completed).Soon();
        Assert.Equal(100, ended.Sent);
        Assert.NotNull(ended.EndedAt);
    }

    [Fact]
    public async Task A_cancelled_send_ends_and_its_stream_completes()
    {
        await using var emulator = new TimEmulator();
        await using var silos = await TestSilos.StartAsync(emulator.Transport, configure: SmallShards);
        var gate = new TaskCompletionSource();
        var starting = silos.Sends.StartAsync("cancel", Ask.Hi, Gated(Ask.Names(50), gate.Task, Ask.Names(100).Skip(50)), cancellationToken: Reading.Token);
        await silos.Sends.WhenAsync("cancel", static progress => progress.Sent == 50).Soon();

        await silos.Sends.CancelAsync("cancel", Reading.Token).Soon();
        gate.SetResult();

        await RefusedAsync(ClusterSendError.Cancelled, () => starting);
        Assert.Equal(50, (await silos.Sends.ReadAllAsync("cancel").Soon()).Count);
        var ended = await silos.Sends.WhenAsync("cancel", static progress => progress.EndedAt is not null).Soon();
        Assert.Equal(ClusterSendState.Cancelled, ended.State);
        await RefusedAsync(ClusterSendError.Ended, () => silos.Sends.ResumeAsync("cancel"));
        Assert.Equal(ClusterSendState.Cancelled, (await silos.Sends.CancelAsync("cancel", Reading.Token).Soon()).State);
    }

    [Fact]
    public async Task Sends_are_listed_the_newest_first()
    {
        await using var emulator = new TimEmulator();
        await using var silos = await TestSilos.StartAsync(emulator.Transport);
        foreach (var name in (string[])["one", "two", "three"])
            await silos.Sends.StartAsync(name, Ask.Hi, Ask.Streamed(["u1"]), cancellationToken: Reading.Token).Soon();

        var listed = new List<string>();
        await foreach (var progress in silos.Sends.ListAsync(Reading.Token))
            listed.Add(progress.Name);

        Assert.Equal(["one", "three", "two"], listed.Order());
    }

    [Fact]
    public async Task What_is_not_there_is_said()
    {
        await using var emulator = new TimEmulator();
        await using var silos = await TestSilos.StartAsync(emulator.Transport);

        Assert.Null(await silos.Sends.ProgressAsync("none", Reading.Token).Soon());
        await RefusedAsync(ClusterSendError.NotFound, () => silos.Sends.PauseAsync("none"));
        await RefusedAsync(ClusterSendError.NotFound, () => silos.Sends.ReadAllAsync("none"));
        await Assert.ThrowsAsync<ArgumentException>(() => silos.Sends.ProgressAsync("a/b", Reading.Token)).Soon();
        var wrong = await Assert.ThrowsAsync<ArgumentException>(
            () => silos.Sends.StartAsync("bad", Ask.Hi, Ask.Streamed(["u1", "u1", "ü"]), cancellationToken: Reading.Token)).Soon();
        Assert.Contains("Identifier 3", wrong.Message, StringComparison.Ordinal);
    }

    private static async Task RefusedAsync(ClusterSendError error, Func<Task> call) =>
        Assert.Equal(error, (await Assert.ThrowsAsync<ClusterSendException>(() => call().Soon())).Error);

    private static async IAsyncEnumerable<string> Broken(string[] names, int after)
    {
        foreach (var name in names.Take(after))
        {
            await Task.Yield();
            yield return name;
        }
        throw new TimeoutException("the source broke");
    }

    private static async IAsyncEnumerable<string> Gated(IEnumerable<string> before, Task gate, IEnumerable<string> after)
    {
        foreach (var name in before)
            yield return name;
        await gate;
        foreach (var name in after)
            yield return name;
    }
}
