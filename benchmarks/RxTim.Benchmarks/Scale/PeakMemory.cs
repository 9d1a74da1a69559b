using System.Globalization;
using RxTim.Emulator;
using RxTim.Journal;

namespace RxTim.Benchmarks;

/// <summary>What a send needs of memory at its peak, above what the process had when it was ready to send. The send is in a process of its
/// own, for the peak is the process's (VmHWM).</summary>
/// <param name="Identifiers">How many were sent to.</param>
/// <param name="IdleKilobytes">Before.</param>
/// <param name="PeakKilobytes">At the most.</param>
/// <param name="Time">How long the send took.</param>
internal sealed record PeakMemory(int Identifiers, long IdleKilobytes, long PeakKilobytes, TimeSpan Time)
{
    public const string ChildCommand = "peak-memory-of-send";
    public const string Pull = "pull";
    public const string Push = "push";
    public const string Journal = "journal";

    public double AboveIdleMegabytes => (PeakKilobytes - IdleKilobytes) / 1024.0;

    public double NanosecondsPerIdentifier => Time.TotalNanoseconds / Identifiers;

    /// <summary>Runs a send in a process of its own.</summary>
    public static async Task<PeakMemory> MeasureAsync(string face, int identifiers)
    {
        var line = await OwnProcess.OutputAsync([ChildCommand, face, identifiers.ToString(CultureInfo.InvariantCulture)]);
        var values = line.Split(' ').Select(value => long.Parse(value, CultureInfo.InvariantCulture)).ToArray();
        return new PeakMemory(identifiers, values[0], values[1], TimeSpan.FromTicks(values[2]));
    }

    /// <summary>The process's work.</summary>
    public static async Task<int> RunChildAsync(string[] args)
    {
        var (face, identifiers) = (args[0], int.Parse(args[1], CultureInfo.InvariantCulture));
        await using var emulator = new TimEmulator(new TimEmulatorOptions { MaxStoredMessages = 0, RepeatWindow = TimeSpan.Zero });
        await using var client = new TimClient(emulator.Transport);
        var idle = ProcessMemory.ResidentKilobytes();
        var time = System.Diagnostics.Stopwatch.StartNew();
        var results = face switch
        {
            Pull => await PullAsync(client, identifiers),
            Push => await PushAsync(client, identifiers),
            _ => await JournalAsync(emulator.Transport, identifiers),
        };
        var elapsed = time.Elapsed;
        if (results != identifiers)
            throw new InvalidOperationException($"{results} results came instead of {identifiers}.");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{idle} {ProcessMemory.PeakKilobytes()} {elapsed.Ticks}"));
        return 0;
    }

    private static async Task<int> PullAsync(TimClient client, int identifiers)
    {
        var count = 0;
        await foreach (var result in client.MsgBatchSendAsync(Message.Text("hello"), GeneratedIdentifiers.Of(identifiers)))
            count++;
        return count;
    }

    // Pulled too, and recorded on the way.
    private static async Task<int> JournalAsync(IMsgBatchTransport transport, int identifiers)
    {
        var folder = Directory.CreateTempSubdirectory("rxtim-journal-");
        try
        {
            var path = Path.Combine(folder.FullName, "send.journal");
            await using var journal = await SendJournal.CreateAsync(path, Message.Text("hello"), GeneratedIdentifiers.Of(identifiers));
            var count = 0;
            await foreach (var result in journal.SendAsync(transport))
                count++;
            return count;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> PushAsync(TimClient client, int identifiers)
    {
        var observer = new CountingObserver();
        using var subscription = client.MsgBatchSend(Message.Text("hello"), GeneratedIdentifiers.Of(identifiers)).Subscribe(observer);
        await observer.Failed(identifiers);
        return identifiers;
    }
}
