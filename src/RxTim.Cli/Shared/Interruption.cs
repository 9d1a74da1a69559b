using System.Runtime.InteropServices;

namespace RxTim.Programs;

/// <summary>
/// Ctrl+C, SIGTERM, and a terminal that is closed (SIGHUP): each asks for a clean stop. A second Ctrl+C or SIGTERM ends the process at
/// once. A second SIGHUP does not, for a closed terminal often sends two: the shell's and the system's.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;
    private int signals;

    public Interruption() => registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnHangUp),
    ];

    public CancellationToken Token => source.Token;

    /// <summary>Whether it was the terminal that went away first.</summary>
    public bool IsHangUp { get; private set; }

    /// <summary>The terminal is gone, as a signal says or a write to it.</summary>
    public void HangUp()
    {
        IsHangUp |= !source.IsCancellationRequested;
        _ = source.CancelAsync();
    }

    // The source is not disposed: a signal may be on its way.
    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
    }

    private void OnHangUp(PosixSignalContext context)
    {
        context.Cancel = true;
        HangUp();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (Interlocked.Increment(ref signals) > 1)
            return;
        context.Cancel = true;
        source.Cancel();
    }
}
