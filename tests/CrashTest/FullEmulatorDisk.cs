namespace CrashTest;

/// <summary>The backend's disk is full for a while.</summary>
internal sealed class FullEmulatorDisk : HitEmulator
{
    private readonly SmallDisk disk;

    public FullEmulatorDisk(World world) : this(world, new SmallDisk(world.PathOf("disk")))
    {
    }

    private FullEmulatorDisk(World world, SmallDisk disk) : base(world, "full emulator disk", disk.PathOf("emulator.db")) => this.disk = disk;

    public override void Dispose()
    {
        base.Dispose();
        disk.Dispose();
    }

    protected override async Task HitAsync()
    {
        disk.Fill();
        await World.PauseAsync(100, 800);
        disk.MakeRoom();
    }
}
