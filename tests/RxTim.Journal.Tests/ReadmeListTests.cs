using RxTim.Journal;
using RxTim.Tests;

namespace RxTim.JournalReadme.Tests;

/// <summary>The README's list of journals, compiled and run. Not in the namespace of the other tests, whose folder has the same name.</summary>
public sealed class ReadmeListTests : IDisposable
{
    private readonly DirectoryInfo temporary = Directory.CreateTempSubdirectory("rxtim-");

    [Fact]
    public async Task The_list_of_the_README_runs()
    {
        await MakeAsync("Restart notice", "alice");
        await MakeAsync("News", "bob");
        var (folder, transport) = (temporary.FullName, ScriptedTransport.SendsAll());

#pragma warning disable xUnit1051 // As the README has it.
        foreach (var unfinished in JournalFolder.List(folder).Where(listing => listing.IsUnfinished && !listing.IsOpen))
        {
            await using var journal = await SendJournal.OpenAsync(unfinished.Path);
            Console.WriteLine($"{unfinished.Details?.Name}: {journal.Counts}");
            if (unfinished.Details?.Name == "Restart notice")
            {
                await journal.AbandonAsync("the server has restarted by now");   // no resume sends to anybody
                continue;
            }
            await foreach (var result in journal.SendAsync(transport))
                Console.WriteLine(result);
        }
#pragma warning restore xUnit1051

        Assert.Equal(
            [("News", JournalState.Finished), ("Restart notice", JournalState.Abandoned)],
            JournalFolder.List(folder).Select(static listing => (listing.Details!.Name!, listing.State!.Value)));
        Assert.Equal(["bob"], transport.Calls.SelectMany(static call => call.Identifiers));
    }

    public void Dispose() => temporary.Delete(recursive: true);

    private async Task MakeAsync(string name, string identifier)
    {
        var path = Path.Combine(temporary.FullName, $"{name}.journal");
        var details = new JournalDetails { Name = name };
        await (await SendJournal.CreateAsync(path, Ask.For(identifier), details, TestContext.Current.CancellationToken)).DisposeAsync();
    }
}
