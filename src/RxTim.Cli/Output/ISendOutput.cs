namespace RxTim.Cli;

/// <summary>Shows a send. Used by one thread at a time.</summary>
internal interface ISendOutput
{
    /// <summary>Runs the send, with whatever stands around its results.</summary>
    Task ShowAsync(Func<Task> send);

    /// <summary>Shows a result, now or with the next <see cref="Flush"/>.</summary>
    void Add(MsgBatchSendResult result);

    /// <summary>Shows all results so far. Called whenever the next one is not there yet.</summary>
    void Flush();

    /// <summary>Says how it went, after the send.</summary>
    void End(Summary summary);
}
