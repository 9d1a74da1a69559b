namespace RxTim.Cli;

/// <summary>Runs a planned send: results to the output, and in the end what became of it.</summary>
internal sealed class SendRun
{
    private const string NotAnswered = "not answered when the send stopped; whether the message was sent is unknown";

    private readonly SendPlan plan;
    private readonly Backend backend;
    private readonly CliConsole console;
    private readonly TimClientOptions options;
    private readonly SendTally tally;
    private readonly ISendOutput output;

    public SendRun(SendPlan plan, Backend backend, SendSettings settings, CliConsole console)
    {
        this.plan = plan;
        this.backend = backend;
        this.console = console;
        options = OptionsOf(settings, console.Time);
        tally = new SendTally(console.Time);
        var live = settings.Output == OutputForm.Live || (settings.Output == OutputForm.Auto && console.IsTerminal);
        output = live ? new LiveProgress(console.Terminal.Value, plan, tally, console.Time) : new JsonLines(console);
    }

    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken interruption)
    {
        var ending = SendEnding.Completed;
        await output.ShowAsync(async () => ending = await SendAsync(interruption));
        if (ending.Kind == EndingKind.BadInput && tally.Total == 0)
            throw new InputException($"{ending.Message} Nothing was sent.");
        if (ending.Message is not null)
            console.Complain(ending.Message);
        output.End(new Summary(plan, tally, ending));
        return ending.ExitCode(tally);
    }

    private static TimClientOptions OptionsOf(SendSettings settings, TimeProvider time)
    {
        var options = new TimClientOptions
        {
            IdentifiersPerCall = settings.IdentifiersPerCall,
            MaxConcurrentCalls = settings.ConcurrentCalls,
            TimeProvider = time,
        };
        return settings.Timeout is { } timeout ? options with { ResultTimeout = timeout } : options;
    }

    private async Task<SendEnding> SendAsync(CancellationToken interruption)
    {
        tally.Start();
        await using var client = new TimClient(backend.Transport, options);
        // Disposal, unlike cancellation, still gives the results that have arrived, and then says what is left.
        using var interrupted = interruption.Register(() => _ = client.DisposeAsync());
        using var broken = output.Broken.Register(() => _ = client.DisposeAsync());
        try
        {
            await ShowResultsAsync(plan.Send(client));
        }
        catch (TimException stop)
        {
            Add(stop.Refused, stop.Code, TimErrorCodes.Describe(stop.Code) ?? "refused");
            Add(stop.Unanswered, TimErrorCodes.RequestTimeout, NotAnswered);
            output.Flush();
            return EndingOf(stop, interruption);
        }
        if (output.Broken.IsCancellationRequested)
            return OutputBroken();
        return tally.Total > 0 ? SendEnding.Completed : new SendEnding(EndingKind.BadInput, plan.NoRecipients().Message);
    }

    private async Task ShowResultsAsync(IAsyncEnumerable<MsgBatchSendResult> stream)
    {
        await using var results = stream.GetAsyncEnumerator();
        while (true)
        {
            var next = results.MoveNextAsync();
            if (!next.IsCompleted)
                output.Flush();
            if (!await next)
                break;
            tally.Add(results.Current);
            output.Add(results.Current);
        }
        output.Flush();
    }

    private void Add(IReadOnlyList<string> identifiers, int code, string desc)
    {
        foreach (var identifier in identifiers)
        {
            var result = new MsgBatchSendResult(identifier, code, desc);
            tally.Add(result);
            output.Add(result);
        }
    }

    private SendEnding EndingOf(TimException stop, CancellationToken interruption)
    {
        if (interruption.IsCancellationRequested)
            return new(EndingKind.Interrupted);
        if (stop.InnerException is InputException wrong)
            return new(EndingKind.BadInput, wrong.Message);
        return output.Broken.IsCancellationRequested ? OutputBroken() : new(EndingKind.Stopped, $"code {stop.Code}: {stop.Message}");
    }

    private SendEnding OutputBroken() =>
        new(EndingKind.Stopped, $"standard output cannot be written to any longer ({output.Fault}).");
}
