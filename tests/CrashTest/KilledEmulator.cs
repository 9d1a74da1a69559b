namespace CrashTest;

/// <summary>The backend is killed, and started again.</summary>
internal sealed class KilledEmulator(World world) : HitEmulator(world, "killed emulator", world.PathOf("emulator.db"))
{
    protected override async Task HitAsync()
    {
        await Emulator.KillAsync();
        await World.PauseAsync(0, 300);
        await Emulator.StartAsync();
    }
}
