using RxTim.Emulator;

namespace RxTim.Cli;

/// <summary>The local Tencent IM inside this process.</summary>
internal static class EmbeddedBackend
{
    public static Backend Open(BackendSettings settings, TimeProvider time)
    {
        // The messages end with the process and nobody can look at them, so none is kept.
        var emulator = new TimEmulator(settings.Embedded with { MaxStoredMessages = 0, TimeProvider = time });
        return new Backend(emulator.Transport, emulator);
    }
}
