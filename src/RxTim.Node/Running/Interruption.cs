using System.Runtime.InteropServices;

namespace RxTim.Node;

/// <summary>Ctrl+C, SIGTERM, and a terminal that is closed (SIGHUP): each asks for a clean stop. A second Ctrl+C or SIGTERM ends the
/// process at once.</summary>
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

    // The source is not disposed: a signal may be on its way.
    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
    }

    // A closed terminal often sends two.
    private void OnHangUp(PosixSignalContext context)
    {
        context.Cancel = true;
        source.Cancel();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (Interlocked.Increment(ref signals) > 1)
            return;
        context.Cancel = true;
        source.Cancel();
    }
}
