using System.Reactive.Linq;

namespace RxTim.Journal.Tests;

/// <summary>A send with a journal that runs to its end.</summary>
public sealed class JournaledSendTests : IDisposable
{
    private readonly JournalFolder folder = new();

    [Fact]
    public async Task Each_identifier_has_its_result_and_the_journal_has_them_all()
    {
        await using var journal = await folder.CreateAsync("a", "b", "c");
        var transport = new ScriptedTransport(static call =>
        {
            call.Answer("b", TimErrorCodes.AccountNotFound, "no b");
            call.AnswerRemaining(0);
        });

        var results = await journal.AllAsync(transport).Soon();

        Assert.Equal([("a", 0), ("b", TimErrorCodes.AccountNotFound), ("c", 0)], results.Codes());
        Assert.Equal(new JournalCounts(3, 2, 1, 0, 0), journal.Counts);
        using var report = folder.Report();
        Assert.Equal(journal.Counts, report.Counts);
        var failed = Assert.Single(report.Failed());
        Assert.Equal(("b", TimErrorCodes.AccountNotFound, "no b"), (failed.Identifier, failed.Code, failed.Desc));
        Assert.Equal(new Dictionary<int, long> { [0] = 2, [TimErrorCodes.AccountNotFound] = 1 }, report.Codes);
    }

    [Fact]
    public async Task A_call_is_in_the_journal_before_it_is_handed_over()
    {
        await using var journal = await folder.CreateAsync("a", "b");
        var inJournal = new List<JournalCounts>();
        var transport = new ScriptedTransport(call =>
        {
            using (var report = folder.Report())
                inJournal.Add(report.Counts);
            call.AnswerRemaining(0);
        });

        await journal.AllAsync(transport, Sends.Calls(1)).Soon();

        Assert.Equal([new(2, 0, 0, 0, 1, InFlight: 1), new(2, 1, 0, 0, 0, InFlight: 1)], inJournal);
    }

    [Fact]
    public async Task A_result_is_in_the_journal_before_the_consumer_has_it()
    {
        await using var journal = await folder.CreateAsync("a", "b", "c");
        var seen = 0;
        await foreach (var _ in journal.SendAsync(ScriptedTransport.SendsAll(), Sends.Calls(1), TestContext.Current.CancellationToken))
        {
            seen++;
            using var report = folder.Report();
            Assert.True(report.Counts.Sent >= seen);
        }
        Assert.Equal(3, seen);
    }

    [Fact]
    public async Task A_finished_journal_sends_nothing()
    {
        await using (var journal = await folder.CreateAsync("a", "b"))
            await journal.AllAsync(ScriptedTransport.SendsAll()).Soon();

        await using var again = await folder.OpenAsync();
        var transport = ScriptedTransport.SendsAll();
        Assert.True(again.Counts.IsFinished);
        Assert.Empty(await again.AllAsync(transport).Soon());
        Assert.Empty(transport.Calls);
    }

    [Fact]
    public async Task One_who_is_asked_twice_is_sent_to_once_also_where_clients_may_send_to_each()
    {
        await using var journal = await folder.CreateAsync("a", "b", "a");
        var transport = ScriptedTransport.SendsAll();
        var options = new JournalSendOptions { Client = new TimClientOptions { Duplicates = DuplicateIdentifiers.SendEach } };

        Assert.Equal([("a", 0), ("b", 0)], (await journal.AllAsync(transport, options).Soon()).Codes());
        Assert.Equal(2, journal.Counts.Asked);
    }

    [Fact]
    public async Task A_streamed_source_is_recorded_to_its_end_before_anything_is_sent()
    {
        var source = Ask.Streamed(Ask.Names(10_000));
        await using var journal = await SendJournal.CreateAsync(folder.Path, Ask.Hi, source, TestContext.Current.CancellationToken).Soon();
        Assert.Equal(new JournalCounts(10_000, 0, 0, 0, 10_000), journal.Counts);

        var transport = ScriptedTransport.SendsAll();
        Assert.Equal(Ask.Names(10_000).Order(), (await journal.AllAsync(transport).Soon()).Select(static result => result.Identifier).Order());
        Assert.Equal(Ask.Names(10_000).Order(), transport.Calls.Identifiers());
    }

    [Fact]
    public async Task An_empty_journal_is_finished()
    {
        await using var journal = await folder.CreateAsync();
        var transport = ScriptedTransport.SendsAll();
        Assert.Empty(await journal.AllAsync(transport).Soon());
        Assert.Empty(transport.Calls);
        Assert.True(journal.Counts.IsFinished);
    }

    [Fact]
    public async Task Every_call_of_every_run_has_the_same_random_and_sequence_and_so_has_the_message()
    {
        var transport = ScriptedTransport.NeverAnswers();
        await using (var journal = await folder.CreateAsync(Ask.Names(6)))
            await journal.LeaveAsync(transport, calls: 2, Sends.Calls(2, concurrent: 2));
        await using var again = await folder.OpenAsync();
        var second = ScriptedTransport.SendsAll();
        await again.AllAsync(second, Sends.Calls(1) with { InDoubt = InDoubtPolicy.Resend }).Soon();

        var stamp = Assert.Single(transport.Calls.Concat(second.Calls).Select(static call => (call.Random, call.Sequence)).Distinct());
        Assert.Equal(((ulong?)stamp.Random, (ulong?)stamp.Sequence), (again.Message.Rand, again.Message.Seq));
        Assert.NotEqual((0u, 0u), stamp);
    }

    [Fact]
    public async Task Whatever_stands_in_the_message_and_in_identifiers_comes_back()
    {
        var identifiers = new[] { "", "你好", "😀", "a\0b", "\"quoted\"", new string('x', 40_000) };
        var param = MsgBatchSendParam.Parse("""
            {"msg_batch_send_param_identifier_array":[],"unknown_key":[1,2],
             "msg_batch_send_param_msg":{"message_elem_array":[{"elem_type":0,"text_elem_content":"héllo 😀"}],"message_new_key":18446744073709551615}}
            """) with { Identifiers = identifiers };
        await (await SendJournal.CreateAsync(folder.Path, param, TestContext.Current.CancellationToken).Soon()).DisposeAsync();

        await using var journal = await folder.OpenAsync();
        var transport = ScriptedTransport.SendsAll();
        var results = await journal.AllAsync(transport).Soon();

        Assert.Equal(identifiers.Order(StringComparer.Ordinal), results.Select(static result => result.Identifier).Order(StringComparer.Ordinal));
        var json = transport.Calls[0].ToJson();
        Assert.Contains("18446744073709551615", json);
        Assert.Contains("unknown_key", json);
        Assert.Contains("héllo 😀", json);
    }

    [Fact]
    public async Task Pushed_results_are_the_same_as_pulled_ones()
    {
        await using var journal = await folder.CreateAsync("a", "b", "c");
        var results = await journal.Send(ScriptedTransport.SendsAll()).ToList();
        Assert.Equal([("a", 0), ("b", 0), ("c", 0)], results.Codes());
    }

    [Fact]
    public async Task An_observer_that_throws_is_reported_and_not_called_again()
    {
        using var unhandled = new Unhandled("the observer's own");
        await using var journal = await folder.CreateAsync("a", "b", "c");
        var calls = 0;
        journal.Send(ScriptedTransport.SendsAll()).Subscribe(_ =>
        {
            calls++;
            throw new InvalidOperationException("the observer's own");
        });
        await unhandled.ToldAsync();
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task One_send_of_a_journal_runs_at_a_time()
    {
        await using var journal = await folder.CreateAsync("a");
        var transport = ScriptedTransport.NeverAnswers();
        var running = journal.AllAsync(transport);
        var call = await transport.TakesOneAsync().Soon();

        await Assert.ThrowsAsync<InvalidOperationException>(() => journal.AllAsync(transport));

        call.AnswerRemaining(0);
        Assert.Equal([("a", 0)], (await running.Soon()).Codes());
    }

    public void Dispose() => folder.Dispose();
}
