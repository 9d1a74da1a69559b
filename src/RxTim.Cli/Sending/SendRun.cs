namespace RxTim.Cli;

/// <summary>Runs a send: results to the output, and in the end what became of it.</summary>
internal sealed class SendRun
{
    private const string NotAnswered = "not answered when the send stopped; whether the message was sent is unknown";

    private readonly ISending sending;
    private readonly PaceForecast forecast;
    private readonly CliConsole console;
    private readonly Func<InputException>? noRecipients;
    private readonly SendTally tally;
    private readonly ISendOutput output;

    /// <param name="sending">The send.</param>
    /// <param name="settings">How it is shown.</param>
    /// <param name="forecast">How long it takes by its pace.</param>
    /// <param name="console">Where.</param>
    /// <param name="noRecipients">What to say if there are no results; null if that is as it should be.</param>
    public SendRun(
        ISending sending, SendingSettings settings, PaceForecast forecast, CliConsole console, Func<InputException>? noRecipients = null)
    {
        this.sending = sending;
        this.forecast = forecast;
        this.console = console;
        this.noRecipients = noRecipients;
        tally = new SendTally(console.Time);
        output = settings.IsLive(console)
            ? new LiveProgress(console.Terminal.Value, sending.Audience, tally, forecast, console.Time)
            : new JsonLines(console);
    }

    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken interruption)
    {
        forecast.SayTo(console, sending.Audience.Most);
        var ending = SendEnding.Completed;
        await output.ShowAsync(async () => ending = await SendAsync(interruption));
        if (ending.Kind == EndingKind.BadInput && tally.Total == 0)
            throw new InputException($"{ending.Message} Nothing was sent.");
        if (ending.Message is not null)
            console.Complain(ending.Message);
        output.End(new Summary(sending.Audience, tally, ending));
        if (sending.Left is { } left)
            console.Complain(left);
        return ending.ExitCode(tally);
    }

    private async Task<SendEnding> SendAsync(CancellationToken interruption)
    {
        tally.Start();
        using var interrupted = interruption.Register(sending.Stop);
        using var broken = console.RawOutput.Broken.Register(sending.Stop);
        try
        {
            await ShowResultsAsync(sending.Results);
        }
        catch (TimException stop)
        {
            Add(stop.Refused, stop.Code, TimErrorCodes.Describe(stop.Code) ?? "refused");
            Add(stop.Unanswered, TimErrorCodes.RequestTimeout, NotAnswered);
            output.Flush();
            return EndingOf(stop, interruption);
        }
        catch (NodeException fault)
        {
            output.Flush();
            return SendEnding.Of(fault);
        }
        if (console.RawOutput.Broken.IsCancellationRequested)
            return OutputBroken(interruption);
        if (interruption.IsCancellationRequested && sending.Left is not null)
            return new(EndingKind.Interrupted);
        return tally.Total > 0 || noRecipients is null
            ? SendEnding.Completed
            : new SendEnding(EndingKind.BadInput, noRecipients().Message);
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
        return console.RawOutput.Broken.IsCancellationRequested
            ? OutputBroken(interruption)
            : new(EndingKind.Stopped, $"code {stop.Code}: {stop.Message}");
    }

    private SendEnding OutputBroken(CancellationToken interruption) => interruption.IsCancellationRequested
        ? new(EndingKind.Interrupted)
        : new(EndingKind.Stopped, $"standard output cannot be written to any longer ({console.RawOutput.Fault}).");
}
