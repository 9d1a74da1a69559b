using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RxTim.Journal;

namespace RxTim.Hosting;

/// <summary>
/// Sends that survive a crash, as a service starts, watches and ends them: each is a journal in one folder and goes on in the background.
/// Made by <c>AddRxTimJournals</c>. Safe to use from many threads.
/// </summary>
public sealed partial class RxTimJournals : IAsyncDisposable
{
    private const string Extension = ".journal";

    private readonly IServiceProvider provider;
    private readonly RxTimJournalsOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;

    // Guards what follows: the sends by name, and that no other may begin.
    private readonly Lock gate = new();
    private readonly Dictionary<string, JournalSending> sendings = new(StringComparer.Ordinal);
    private bool isStopping;

    /// <summary>Makes it; the services do.</summary>
    /// <param name="provider">The services.</param>
    /// <param name="loggers">Where it is logged.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="options">How they are sent.</param>
    public RxTimJournals(IServiceProvider provider, ILoggerFactory loggers, string folder, RxTimJournalsOptions options)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(loggers);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(options);
        this.provider = provider;
        this.options = options;
        logger = loggers.CreateLogger(TimTelemetry.Name);
        time = provider.GetService<TimeProvider>() ?? TimeProvider.System;
        Folder = folder;
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>Records who is asked, and begins to send in the background.</summary>
    /// <param name="name">The journal's name: letters, digits, <c>-</c> and <c>_</c>.</param>
    /// <param name="param">The message and who it goes to.</param>
    /// <param name="details">What is to stand in the journal for those who look after it.</param>
    /// <param name="cancellationToken">Gives up the recording; then nothing is sent, and no journal is left.</param>
    /// <returns>Complete when who is asked is on the disk, so that a crash from then on loses nobody.</returns>
    /// <exception cref="JournalException">There is such a journal already, or it cannot be written.</exception>
    /// <exception cref="InvalidOperationException">The host is stopping.</exception>
    public async Task StartAsync(
        string name, MsgBatchSendParam param, JournalDetails? details = null, CancellationToken cancellationToken = default)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Folder);
        details ??= new JournalDetails { Name = name };
        var journal = await SendJournal.CreateAsync(path, param, details, cancellationToken).ConfigureAwait(false);
        if (!TryBegin(name, journal))
        {
            // It stays as it is, and goes on at the next start.
            await journal.DisposeAsync().ConfigureAwait(false);
            throw new InvalidOperationException("The host is stopping: the journal is recorded, and goes on at the next start.");
        }
    }

    /// <summary>Lists the journals of the folder: see <see cref="JournalFolder.List"/>.</summary>
    /// <returns>The journals, by name; none if there is no folder yet.</returns>
    public IReadOnlyList<JournalListing> List() => Directory.Exists(Folder) ? [.. JournalFolder.List(Folder)] : [];

    /// <summary>Reads a journal: its state, counts and results, from a cursor on.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>What it says now. To be disposed.</returns>
    /// <exception cref="JournalException">There is none, or it cannot be read.</exception>
    public JournalReport Read(string name) => JournalReport.Open(PathOf(name));

    /// <summary>How far a send has come that runs in this process; null if none of that name does.</summary>
    /// <param name="name">The journal's name.</param>
    public JournalCounts? Running(string name) => Find(name)?.Counts;

    /// <summary>Ends a send for good: what is in flight is answered, nobody else is sent to, now or at a later start.</summary>
    /// <param name="name">The journal's name.</param>
    /// <param name="reason">Why, for those who read the journal later.</param>
    /// <param name="cancellationToken">Ends the waiting for what is in flight; the send ends for good all the same.</param>
    /// <exception cref="JournalException">There is no such journal, or it cannot be written.</exception>
    public async Task AbandonAsync(string name, string reason, CancellationToken cancellationToken = default)
    {
        if (Find(name) is { } sending)
        {
            var isAbandoned = await sending.AbandonAsync(reason).ConfigureAwait(false);
            await sending.Closed.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (isAbandoned)
                return;
        }
        var journal = await SendJournal.OpenAsync(PathOf(name), cancellationToken).ConfigureAwait(false);
        await using (journal.ConfigureAwait(false))
            await journal.AbandonAsync(reason, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends all sends at once; those in flight are in doubt, and the journals go on at the next start.</summary>
    /// <returns>Complete when nothing runs and the journals are closed.</returns>
    public async ValueTask DisposeAsync()
    {
        var ending = Stop();
        foreach (var sending in ending)
            await sending.CancelAsync().ConfigureAwait(false);
        await WhenClosed(ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Resumes what is unfinished.</summary>
    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.ResumeAtStart)
            return;
        // Reading them takes a second for some million identifiers, and the thread is the host's.
        var all = await Task.Run(List, cancellationToken).ConfigureAwait(false);
        foreach (var listing in all.Where(static listing => listing.IsUnfinished && !listing.IsOpen))
            await ResumeAsync(listing, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lets what is in flight be answered, for as long as the host waits.</summary>
    internal async Task StopAsync(CancellationToken cancellationToken)
    {
        var draining = Stop();
        foreach (var sending in draining)
            await sending.DrainAsync().ConfigureAwait(false);
        await WhenClosed(draining).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await DisposeAsync().ConfigureAwait(false);
    }

    private async Task ResumeAsync(JournalListing listing, CancellationToken cancellationToken)
    {
        var name = Path.GetFileNameWithoutExtension(listing.Path);
        if (listing.State != JournalState.Stopped)
        {
            // Whose recording was broken off nobody was sent to, and whose file is damaged nobody can say.
            CannotResume(logger, name, listing.Fault?.Fault.ToString() ?? listing.State.ToString()!);
            return;
        }
        try
        {
            var journal = await SendJournal.OpenAsync(listing.Path, cancellationToken).ConfigureAwait(false);
            var counts = journal.Counts;
            Resumes(logger, name, counts.Pending, counts.InDoubt);
            if (!TryBegin(name, journal))
                await journal.DisposeAsync().ConfigureAwait(false);
        }
        catch (JournalException failure)
        {
            CannotResume(logger, name, failure.Fault.ToString());
        }
    }

    private bool TryBegin(string name, SendJournal journal)
    {
        var how = OptionsFor(journal.Message);
        lock (gate)
        {
            if (isStopping)
                return false;
            var sending = new JournalSending(journal, provider.GetRequiredKeyedService<IMsgBatchTransport>(options.Key), how);
            sendings[name] = sending;
            _ = EndAsync(name, sending);
            return true;
        }
    }

    private async Task EndAsync(string name, JournalSending sending)
    {
        await sending.Closed.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        var failure = sending.Sent.Exception?.InnerException ?? sending.Closed.Exception?.InnerException;
        if (failure is not null and not OperationCanceledException)
            Stopped(logger, name, failure.GetType().Name, (failure as TimException)?.Code ?? TimErrorCodes.SdkInternalError);
        else if (sending.Sent.IsCompletedSuccessfully && sending.Counts.Pending == 0)
            Ended(logger, name);
        lock (gate)
            sendings.Remove(name);
    }

    private JournalSending? Find(string name)
    {
        lock (gate)
            return sendings.GetValueOrDefault(name);
    }

    private JournalSending[] Stop()
    {
        lock (gate)
        {
            isStopping = true;
            return [.. sendings.Values];
        }
    }

    private static Task WhenClosed(JournalSending[] sendings) => Task.WhenAll(sendings.Select(static sending => sending.Closed));

    private JournalSendOptions OptionsFor(Message message)
    {
        var settings = provider.GetRequiredService<Microsoft.Extensions.Options.IOptionsMonitor<RxTimOptions>>()
            .Get(options.Key ?? Microsoft.Extensions.Options.Options.DefaultName);
        var hasHistory = !settings.HasOtherTransport && !settings.Rest.OnlineOnly && message.IsOnlineMsg != true;
        var policy = options.InDoubt ?? (hasHistory ? InDoubtPolicy.Check : InDoubtPolicy.Report);
        return new JournalSendOptions
        {
            Client = provider.GetRequiredKeyedService<TimClientOptions>(options.Key),
            InDoubt = policy,
            History = policy == InDoubtPolicy.Check ? provider.GetRequiredKeyedService<IMessageHistory>(options.Key) : null,
            GracePeriod = options.GracePeriod,
        };
    }

    private string PathOf(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!name.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
            throw new ArgumentException("A journal's name has letters, digits, - and _ only.", nameof(name));
        return Path.Combine(Folder, name + Extension);
    }

    [LoggerMessage(201, LogLevel.Information, "Journal {Name} is resumed: {Pending} pending, {InDoubt} in doubt.")]
    private static partial void Resumes(ILogger logger, string name, long pending, long inDoubt);

    [LoggerMessage(202, LogLevel.Warning, "Journal {Name} cannot be resumed: {Why}.")]
    private static partial void CannotResume(ILogger logger, string name, string why);

    [LoggerMessage(203, LogLevel.Error, "The send of journal {Name} stopped with {ExceptionType}, {Code}. It goes on at the next start.")]
    private static partial void Stopped(ILogger logger, string name, string exceptionType, int code);

    [LoggerMessage(204, LogLevel.Information, "The send of journal {Name} has ended.")]
    private static partial void Ended(ILogger logger, string name);
}
