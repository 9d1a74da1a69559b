using RxTim.Emulator;

namespace RxTim.Cli;

/// <summary>The local Tencent IM inside this process.</summary>
internal static class EmbeddedBackend
{
    public static Backend Open(BackendSettings settings, TimeProvider time)
    {
        // The messages end with the process and nobody can look at them, so none is kept.
        var options = new TimEmulatorOptions
        {
            Faults = settings.Faults,
            Latency = settings.Latency,
            MaxStoredMessages = 0,
            Seed = settings.Seed ?? Random.Shared.NextInt64(),
            TimeProvider = time,
        };
        var emulator = new TimEmulator(options);
        return new Backend(emulator.Transport, emulator);
    }
}
