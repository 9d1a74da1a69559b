using Xunit.Sdk;

namespace RxTim.Journal.Tests;

/// <summary>Journals that lost something, or whose bytes changed: either all is as it was, or the journal is refused.</summary>
public sealed class DamageTests : IDisposable
{
    private const int Asked = 20_000;

    private readonly JournalFolder folder = new();
    private readonly int seed = Random.Shared.Next();

    [Fact]
    public async Task A_finished_journal_that_was_cut_anywhere_is_refused()
    {
        await using (var journal = await folder.CreateAsync(Ask.Names(Asked)))
            await journal.AllAsync(ScriptedTransport.SendsAll()).Soon();
        await IsRefusedWhenCutAsync(folder.Path, "");
    }

    [Fact]
    public async Task A_crashed_journal_whose_file_was_cut_is_refused_or_as_it_was()
    {
        var (crashed, answered) = await CrashedAsync();
        await IsRefusedOrAsItWasAsync(crashed, "", answered, Cut);
    }

    [Fact]
    public async Task A_crashed_journal_whose_write_ahead_log_was_cut_is_refused()
    {
        var (crashed, answered) = await CrashedAsync();
        await IsRefusedOrAsItWasAsync(crashed, "-wal", answered, Cut);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-wal")]
    public async Task A_crashed_journal_with_a_changed_byte_is_refused_or_as_it_was(string end)
    {
        var (crashed, answered) = await CrashedAsync();
        await IsRefusedOrAsItWasAsync(crashed, end, answered, (chance, bytes) =>
        {
            bytes[chance.Next(bytes.Length)] ^= (byte)(1 << chance.Next(8));
            return bytes;
        });
    }

    [Theory]
    [InlineData("-wal")]
    [InlineData("-lock")]
    public async Task A_crashed_journal_without_one_of_its_files_is_refused(string end)
    {
        var (crashed, _) = await CrashedAsync();
        File.Delete(crashed + end);
        var error = await Assert.ThrowsAsync<JournalException>(
            () => SendJournal.OpenAsync(crashed, TestContext.Current.CancellationToken).Soon());
        Assert.Equal(JournalFault.Damaged, error.Fault);
        Assert.Contains(crashed + end, error.Message);
    }

    [Theory]
    [InlineData("UPDATE log SET kind = 3 WHERE id = 1")]
    [InlineData("UPDATE log SET first = first + 1 WHERE id = 2")]
    [InlineData("UPDATE log SET count = count - 1 WHERE id = 2")]
    [InlineData("UPDATE log SET code = 1 WHERE id = 2")]
    [InlineData("UPDATE log SET desc = 'x' WHERE id = 2")]
    [InlineData("UPDATE log SET random = random + 1 WHERE id = 1")]
    [InlineData("UPDATE log SET at = at + 1 WHERE id = 1")]
    [InlineData("UPDATE log SET checksum = checksum + 1 WHERE id = 1")]
    [InlineData("DELETE FROM log WHERE id = 1")]
    [InlineData("DELETE FROM asked WHERE first = 0")]
    [InlineData("UPDATE asked SET count = count - 1 WHERE first = 0")]
    [InlineData("UPDATE asked SET identifiers = x'0161' WHERE first = 0")]
    [InlineData("INSERT INTO asked VALUES(40960, 1, x'0161', 0)")]
    [InlineData("UPDATE send SET asked = asked - 1")]
    [InlineData("UPDATE send SET recorded = 0")]
    [InlineData("UPDATE send SET param = CAST(replace(CAST(param AS TEXT), 'hi', 'ha') AS BLOB)")]
    [InlineData("UPDATE send SET details = CAST(replace(CAST(details AS TEXT), '20', '21') AS BLOB)")]
    [InlineData("DELETE FROM send")]
    public async Task A_row_that_was_changed_is_noticed(string sql)
    {
        await using (var journal = await folder.CreateAsync(Ask.Names(Asked)))
            await journal.AllAsync(ScriptedTransport.SendsAll()).Soon();
        Database.Execute(folder.Path, sql);

        var error = await Assert.ThrowsAsync<JournalException>(folder.OpenAsync);
        Assert.Equal(JournalFault.Damaged, error.Fault);
        Assert.Throws<JournalException>(folder.Report);
    }

    [Fact]
    public async Task A_journal_that_was_closed_is_one_file()
    {
        await using (var journal = await folder.CreateAsync("a", "b"))
            await journal.AllAsync(ScriptedTransport.SendsAll()).Soon();
        var moved = folder.PathOf("moved");
        File.Copy(folder.Path, moved);

        await using var again = await SendJournal.OpenAsync(moved, TestContext.Current.CancellationToken).Soon();
        Assert.True(again.Counts.IsFinished);
    }

    public void Dispose() => folder.Dispose();

    private static byte[] Cut(Random chance, byte[] bytes) => bytes[..chance.Next(bytes.Length)];

    // As after SIGKILL in the midst of a send, and who was answered by then.
    private async Task<(string Path, HashSet<string> Answered)> CrashedAsync()
    {
        await using var journal = await folder.CreateAsync(Ask.Names(Asked));
        var answered = new HashSet<string>();
        var crashed = "";
        var options = Sends.Calls(100, concurrent: 3);
        await foreach (var result in journal.SendAsync(ScriptedTransport.SendsAll(), options, TestContext.Current.CancellationToken))
        {
            answered.Add(result.Identifier);
            if (answered.Count != Asked / 2)
                continue;
            crashed = folder.Crash();
            break;
        }
        return (crashed, answered);
    }

    private Task IsRefusedWhenCutAsync(string path, string end) => IsRefusedOrAsItWasAsync(path, end, null, Cut);

    // Without anybody who was answered, it must be refused.
    private async Task IsRefusedOrAsItWasAsync(string path, string end, HashSet<string>? answered, Func<Random, byte[], byte[]> damage)
    {
        var chance = new Random(seed);
        var whole = await File.ReadAllBytesAsync(path + end, TestContext.Current.CancellationToken);
        for (var time = 0; time < 200; time++)
        {
            var copy = folder.PathOf($"copy{end.Length}-{time}");
            foreach (var other in (string[])["", "-wal", "-lock"])
            {
                if (File.Exists(path + other))
                    File.Copy(path + other, copy + other);
            }
            await File.WriteAllBytesAsync(copy + end, damage(chance, [.. whole]), TestContext.Current.CancellationToken);
            try
            {
                await IsRefusedOrAsItWasAsync(copy, answered);
            }
            catch (Exception fault) when (fault is not XunitException { InnerException: not null })
            {
                throw new InvalidOperationException($"Seed {seed}, time {time}: {fault.Message}", fault);
            }
            foreach (var other in (string[])["", "-wal", "-shm", "-lock"])
                File.Delete(copy + other);
        }
    }

    private static async Task IsRefusedOrAsItWasAsync(string copy, HashSet<string>? answered)
    {
        SendJournal journal;
        try
        {
            journal = await SendJournal.OpenAsync(copy, TestContext.Current.CancellationToken);
        }
        catch (JournalException fault)
        {
            Assert.NotEmpty(fault.Message);
            return;
        }
        await using (journal)
        {
            Assert.NotNull(answered);
            var transport = ScriptedTransport.SendsAll();
            await journal.AllAsync(transport, new() { InDoubt = InDoubtPolicy.Resend });
            Assert.Empty(transport.Calls.SelectMany(static call => call.Identifiers).Intersect(answered));
            Assert.True(journal.Counts.IsFinished);
        }
    }
}
