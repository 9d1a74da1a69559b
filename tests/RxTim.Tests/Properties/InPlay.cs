using System.Diagnostics;

namespace RxTim.Tests;

/// <summary>
/// Which scenarios are being played, with their seeds: in files, so that they are known even where the process is gone, and on standard
/// error where an assertion of the library fails or nothing comes to an end.
/// </summary>
internal sealed class InPlay : TraceListener
{
    // So long nothing takes, for each wait of a scenario ends in a failure before.
    private static readonly TimeSpan Hang = 4 * Waiting.Limit;

    private readonly string folder;
    private readonly object gate = new();
    private readonly Dictionary<int, (string Text, long Begun)> playing = [];
    private readonly ManualResetEventSlim over = new();
    private readonly Thread watch;

    private string? asserted;

    /// <param name="folder">Where the files are kept while their scenario is played.</param>
    public InPlay(string folder)
    {
        this.folder = folder;
        Directory.CreateDirectory(folder);
        // First, for the listener behind may end the process.
        Trace.Listeners.Insert(0, this);
        // A thread of its own, for the pool's may all be the ones that hang.
        watch = new Thread(Watch) { IsBackground = true, Name = "watches scenarios" };
        watch.Start();
    }

    /// <summary>Begins a scenario; disposed when it has been played, however it went.</summary>
    public IDisposable Begin(string seed, Scenario scenario)
    {
        var text = $"seed {seed}{Environment.NewLine}{scenario}";
        int slot;
        lock (gate)
        {
            slot = Enumerable.Range(0, int.MaxValue).First(i => !playing.ContainsKey(i));
            playing.Add(slot, (text, Stopwatch.GetTimestamp()));
        }
        File.WriteAllText(FileOf(slot), text);
        return new Played(this, slot);
    }

    /// <summary>Fails if an assertion of the library has failed since this was asked: with one scenario of those that were played, so that
    /// those that CsCheck tries after it fail for themselves.</summary>
    public void CheckAssertions()
    {
        var failed = Interlocked.Exchange(ref asserted, null);
        Assert.True(failed is null, failed);
    }

    public override void Fail(string? message, string? detailMessage)
    {
        var text = $"An assertion failed: {message} {detailMessage}{Environment.NewLine}{Environment.StackTrace}";
        Interlocked.CompareExchange(ref asserted, text, null);
        Tell(text);
    }

    public override void Fail(string? message) => Fail(message, null);

    public override void Write(string? message)
    {
        // What is traced is not this one's.
    }

    public override void WriteLine(string? message)
    {
        // What is traced is not this one's.
    }

    protected override void Dispose(bool disposing)
    {
        Trace.Listeners.Remove(this);
        over.Set();
        watch.Join();
        over.Dispose();
        base.Dispose(disposing);
    }

    private string FileOf(int slot) => Path.Combine(folder, $"in-play-{slot}.txt");

    private void Watch()
    {
        while (!over.Wait(Waiting.Limit))
        {
            bool hangs;
            lock (gate)
                hangs = playing.Values.Any(static scenario => Stopwatch.GetElapsedTime(scenario.Begun) > Hang);
            if (hangs)
                Tell("A scenario has been played for too long.");
        }
    }

    private void Tell(string why)
    {
        string[] all;
        lock (gate)
            all = [.. playing.Values.Select(static scenario => scenario.Text)];
        var text = string.Join(Environment.NewLine, [why, "Being played:", .. all]);
        Console.Error.WriteLine(text);
        lock (gate)
            File.AppendAllText(Path.Combine(folder, "told.txt"), $"{DateTimeOffset.UtcNow:u} {text}{Environment.NewLine}");
    }

    private sealed class Played(InPlay all, int slot) : IDisposable
    {
        public void Dispose()
        {
            File.Delete(all.FileOf(slot));
            lock (all.gate)
                all.playing.Remove(slot);
        }
    }
}
