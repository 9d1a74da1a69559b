namespace RxTim.Emulator.Tests;

/// <summary>Waits for what another thread or process does in its own time.</summary>
internal static class Eventually
{
    public static async Task TrueAsync(Func<bool> condition)
    {
        while (!condition())
            await Task.Delay(5, TestContext.Current.CancellationToken);
    }
}
