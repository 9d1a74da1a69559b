namespace RxTim.Cli;

/// <summary>
/// Standard output. When it cannot be written to, because a disk is full or a reader or the terminal has gone, what is written is lost:
/// that is said by <see cref="Fault"/>, by <see cref="Broken"/>, and by an exception at this write and all that follow.
/// </summary>
/// <param name="stream">Where the bytes go; null if there is no standard output.</param>
/// <param name="onBroken">Called once it is broken.</param>
internal sealed class OutputStream(Stream? stream, Action? onBroken = null) : SequentialStream
{
    private readonly CancellationTokenSource broken = new();
    private readonly Lock gate = new();

    /// <summary>Why nothing can be written any longer; null while it can.</summary>
    public string? Fault { get; private set; } = stream is null ? "it is closed" : null;

    /// <summary>Cancelled as soon as there is a <see cref="Fault"/> that was not there from the beginning.</summary>
    public CancellationToken Broken => broken.Token;

    /// <exception cref="OutputException">It cannot be written to.</exception>
    public void ThrowIfBroken()
    {
        if (Fault is not null)
            throw new OutputException($"standard output cannot be written to: {Fault.TrimEnd('.')}.");
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ThrowIfBroken();
        try
        {
            stream!.Write(buffer);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Break(failure.Message);
        }
        ThrowIfBroken();
    }

    // What can be lost is lost by now, and was said.
    public override void Flush()
    {
        if (Fault is not null)
            return;
        try
        {
            stream!.Flush();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Break(failure.Message);
            ThrowIfBroken();
        }
    }

    private void Break(string fault)
    {
        lock (gate)
        {
            if (Fault is not null)
                return;
            Fault = fault;
        }
        onBroken?.Invoke();
        // On other threads: this one may hold the lock of whoever draws.
        _ = broken.CancelAsync();
    }
}

/// <summary>Standard output cannot be written to; it ends in exit code 3.</summary>
internal sealed class OutputException(string message) : Exception(message);
