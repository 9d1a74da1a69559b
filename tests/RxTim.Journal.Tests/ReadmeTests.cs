namespace RxTim.Journal.Tests;

/// <summary>The README's example, compiled and run.</summary>
public sealed class ReadmeTests : IDisposable
{
    private readonly JournalFolder folder = new();

    [Fact]
    public async Task The_example_of_the_README_runs()
    {
        var (path, message, identifiers) = (folder.Path, Ask.Hi, Ask.Streamed(["alice", "bob"]));
        var transport = ScriptedTransport.SendsAll();

#pragma warning disable xUnit1051 // As the README has it.
        await using (var journal = await SendJournal.CreateAsync(path, message, identifiers))
        {
            await foreach (var result in journal.SendAsync(transport))
                Console.WriteLine(result);
        }

        // After a crash, with any transport:
        await using var resumed = await SendJournal.OpenAsync(path);
        await foreach (var result in resumed.SendAsync(transport, new JournalSendOptions { InDoubt = InDoubtPolicy.Report }))
            Console.WriteLine(result);
        Console.WriteLine(resumed.Counts);   // asked, sent, failed, in doubt, pending
#pragma warning restore xUnit1051

        Assert.Equal(new JournalCounts(2, 2, 0, 0, 0), resumed.Counts);
    }

    [Fact]
    public async Task The_withdrawal_of_the_README_runs()
    {
        await using var journal = await folder.CreateAsync("alice", "bob");
        await journal.AllAsync(Withdrawals.SendsAllWithKeys()).Soon();
        var (withdrawal, history) = (ScriptedWithdrawal.TakesAll(), new KeptMessages());

#pragma warning disable xUnit1051 // As the README has it.
        await foreach (var taken in journal.WithdrawAsync(withdrawal, new JournalWithdrawOptions { History = history }))
            Console.WriteLine($"{taken.Identifier}: {taken.Outcome}");
#pragma warning restore xUnit1051

        Assert.Equal(2, journal.Counts.Withdrawn);
    }

    public void Dispose() => folder.Dispose();
}
