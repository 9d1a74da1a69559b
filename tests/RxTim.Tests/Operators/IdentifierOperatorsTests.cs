using System.Reactive.Linq;
using System.Reactive.Subjects;

namespace RxTim.Tests;

/// <summary>Identifiers that are a stream, or a sequence, and are sent to as they come.</summary>
public sealed class IdentifierOperatorsTests
{
    private static readonly TimClientOptions TwoAtATime =
        new() { IdentifiersPerCall = 2, MaxConcurrentCalls = 1, Linger = Timeout.InfiniteTimeSpan };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pushed_identifiers_go_out_when_their_call_is_full()
    {
        var transport = ScriptedTransport.SendsAll();
        await using var client = new TimClient(transport, TwoAtATime);
        using var identifiers = new Subject<string>();
        var observer = new RecordingObserver();
        using var subscription = identifiers.MsgBatchSend(client, Ask.Hi).Subscribe(observer);
        Push(identifiers, "a", "b", "c");
        Assert.Equal(["a", "b"], IdentifiersOf(await observer.ResultsAsync(2)));
        Push(identifiers, "d");
        Assert.Equal(["a", "b", "c", "d"], IdentifiersOf(await observer.ResultsAsync(4)));
        Assert.False(observer.Ended);
        identifiers.OnCompleted();
        await observer.EndedAsync();
        Assert.Null(observer.Error);
        Assert.Equal([2, 2], transport.Calls.Select(static call => call.Identifiers.Count));
    }

    [Fact]
    public async Task Pushed_identifiers_go_out_when_they_have_lingered()
    {
        var time = new VirtualTime();
        var transport = ScriptedTransport.SendsAll();
        await using var client = new TimClient(transport, new() { Linger = TimeSpan.FromSeconds(1), TimeProvider = time });
        using var identifiers = new Subject<string>();
        var observer = new RecordingObserver();
        using var subscription = identifiers.MsgBatchSend(client, Ask.Hi).Subscribe(observer);
        Push(identifiers, "a");
        await time.TimersArmedAsync(1);
        Assert.Empty(transport.Calls);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["a"], IdentifiersOf(await observer.ResultsAsync(1)));
    }

    [Fact]
    public async Task What_a_source_gives_inside_its_subscription_is_sent_to()
    {
        await using var client = new TimClient(ScriptedTransport.SendsAll());
        var results = await Observable.Range(0, 100).Select(static i => $"u{i}").MsgBatchSend(client, Ask.Hi).ToList();
        Assert.Equal(Ask.Names(100), results.OrderBy(static result => result.Ordinal).Select(static result => result.Identifier));
    }

    [Fact]
    public async Task More_than_may_wait_is_an_error_that_says_how_many_after_the_results_of_those_that_waited()
    {
        var transport = ScriptedTransport.NeverAnswers();
        await using var client = new TimClient(transport, TwoAtATime);
        using var identifiers = new Subject<string>();
        var observer = new RecordingObserver();
        using var subscription = identifiers.MsgBatchSend(client, Ask.Hi, mostWaiting: 3).Subscribe(observer);
        Push(identifiers, "a", "b");
        var first = await transport.TakesOneAsync();
        // Two are in flight, and nothing is pulled before they have their results.
        Push(identifiers, "c", "d", "e", "f", "g");
        Assert.False(identifiers.HasObservers);
        first.AnswerRemaining(0);
        (await transport.TakesAsync(2))[1].AnswerRemaining(0);
        (await transport.TakesAsync(3))[2].AnswerRemaining(0);
        await observer.EndedAsync();
        Assert.Equal(["a", "b", "c", "d", "e"], IdentifiersOf(observer.Results));
        var error = Assert.IsType<TimException>(observer.Error);
        Assert.Contains("3 of 5 waited for their call, and one more found no room", error.Message, StringComparison.Ordinal);
        Assert.Equal(5, error.Attempted);
    }

    [Fact]
    public async Task An_error_of_the_pushed_identifiers_comes_after_the_results_of_those_before()
    {
        await using var client = new TimClient(ScriptedTransport.SendsAll());
        var observer = new RecordingObserver();
        var broken = new IOException("The source broke.");
        var identifiers = Observable.Return("a").Concat(Observable.Throw<string>(broken));
        using var subscription = identifiers.MsgBatchSend(client, Ask.Hi).Subscribe(observer);
        await observer.EndedAsync();
        Assert.Equal(["a"], IdentifiersOf(observer.Results));
        Assert.Same(broken, Assert.IsType<TimException>(observer.Error).InnerException);
    }

    [Fact]
    public async Task A_source_that_fails_in_its_subscription_ends_the_stream()
    {
        await using var client = new TimClient(ScriptedTransport.SendsAll());
        var observer = new RecordingObserver();
        using var subscription = new FailingSubscription().MsgBatchSend(client, Ask.Hi).Subscribe(observer);
        await observer.EndedAsync();
        Assert.IsType<IOException>(Assert.IsType<TimException>(observer.Error).InnerException);
    }

    [Fact]
    public async Task S07_Who_unsubscribes_is_unsubscribed_from_the_identifiers_too()
    {
        await using var client = new TimClient(ScriptedTransport.NeverAnswers());
        using var identifiers = new Subject<string>();
        var subscription = identifiers.MsgBatchSend(client, Ask.Hi).Subscribe(new RecordingObserver());
        Assert.True(identifiers.HasObservers);
        subscription.Dispose();
        Assert.False(identifiers.HasObservers);
    }

    [Fact]
    public async Task S13_A_disposed_client_is_unsubscribed_from_the_identifiers()
    {
        var client = new TimClient(ScriptedTransport.NeverAnswers());
        using var identifiers = new Subject<string>();
        var observer = new RecordingObserver();
        using var subscription = identifiers.MsgBatchSend(client, Ask.Hi).Subscribe(observer);
        await client.DisposeAsync();
        await observer.EndedAsync();
        Assert.Equal(TimErrorCodes.Interrupted, Assert.IsType<TimException>(observer.Error).Code);
        Assert.False(identifiers.HasObservers);
        var late = new RecordingObserver();
        using var again = identifiers.MsgBatchSend(client, Ask.Hi).Subscribe(late);
        await late.EndedAsync();
        Assert.False(identifiers.HasObservers);
    }

    [Fact]
    public async Task S01_Each_subscription_subscribes_to_the_identifiers_once_more()
    {
        await using var client = new TimClient(ScriptedTransport.SendsAll());
        var subscriptions = 0;
        var sends = Observable.Defer(() => Observable.Return($"u{subscriptions++}")).MsgBatchSend(client, Ask.Hi);
        Assert.Equal(0, subscriptions);
        Assert.Equal(["u0", "u1"], [(await sends).Identifier, (await sends).Identifier]);
    }

    [Fact]
    public async Task Streamed_identifiers_are_sent_to_in_both_forms()
    {
        await using var client = new TimClient(ScriptedTransport.SendsAll());
        Assert.Equal(3, await Ask.Streamed(Ask.Names(3)).MsgBatchSend(client, Ask.Hi).Count());
        Assert.Equal(3, await Ask.Streamed(Ask.Names(3)).MsgBatchSendAsync(client, Ask.Hi, Token).CountAsync(Token));
    }

    [Fact]
    public async Task A_sequence_is_enumerated_for_each_subscription_as_far_as_calls_need_it()
    {
        var transport = ScriptedTransport.NeverAnswers();
        var client = new TimClient(transport, TwoAtATime);
        var given = 0;
        var ended = 0;
        var sends = client.MsgBatchSend(Ask.Hi, Identifiers());
        Assert.Equal(0, given);
        using var first = sends.Subscribe(new RecordingObserver());
        using var second = sends.Subscribe(new RecordingObserver());
        Assert.All(await transport.TakesAsync(2), static call => Assert.Equal(["u0", "u1"], call.Identifiers));
        Assert.Equal(4, given);
        await client.DisposeAsync();
        Assert.Equal(2, ended);

        IEnumerable<string> Identifiers()
        {
            try
            {
                for (var i = 0; ; i++)
                {
                    Interlocked.Increment(ref given);
                    yield return $"u{i}";
                }
            }
            finally
            {
                Interlocked.Increment(ref ended);
            }
        }
    }

    [Fact]
    public async Task A_list_is_copied_at_once()
    {
        await using var client = new TimClient(ScriptedTransport.SendsAll());
        List<string> identifiers = ["a", "b", "a"];
        var (pushed, pulled) = (client.MsgBatchSend(Ask.Hi, identifiers), client.MsgBatchSendAsync(Ask.Hi, identifiers, Token));
        identifiers.Clear();
        Assert.Equal(2, await pushed.Count());
        Assert.Equal(2, await pulled.CountAsync(Token));
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        var client = new TimClient(ScriptedTransport.SendsAll());
        using var identifiers = new Subject<string>();
        Assert.Throws<ArgumentOutOfRangeException>(() => identifiers.MsgBatchSend(client, Ask.Hi, mostWaiting: 0));
        Assert.Throws<ArgumentNullException>(() => identifiers.MsgBatchSend(null!, Ask.Hi));
        Assert.Throws<ArgumentNullException>(() => identifiers.MsgBatchSend(client, null!));
        Assert.Throws<ArgumentNullException>(() => ((IObservable<string>)null!).MsgBatchSend(client, Ask.Hi));
        Assert.Throws<ArgumentNullException>(() => client.MsgBatchSend(Ask.Hi, (IEnumerable<string>)null!));
        Assert.ThrowsAny<ArgumentException>(() => client.MsgBatchSend(Ask.Hi, ["a", null!]));
    }

    private static void Push(Subject<string> observer, params string[] identifiers)
    {
        foreach (var identifier in identifiers)
            observer.OnNext(identifier);
    }

    private static IEnumerable<string> IdentifiersOf(IEnumerable<MsgBatchSendResult> results) =>
        results.Select(static result => result.Identifier);

    private sealed class FailingSubscription : IObservable<string>
    {
        public IDisposable Subscribe(IObserver<string> observer) => throw new IOException("There is nobody to subscribe to.");
    }
}
