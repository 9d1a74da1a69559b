namespace RxTim.ImSdk.Isolated;

/// <summary>Whether this process has no network but its own loopback, so that <c>TIMInit</c> can reach nobody.</summary>
internal static class NoNetwork
{
    /// <summary>Why <c>TIMInit</c> may not be called here; null if it may.</summary>
    public static string? WhyNot()
    {
        if (!OperatingSystem.IsLinux())
            return "only on Linux is it known how to tell that there is no network";
        // Of this process's own network namespace, which /sys/class/net need not show.
        foreach (var line in File.ReadAllLines("/proc/self/net/dev").Skip(2))
        {
            var name = line.Split(':')[0].Trim();
            if (name != "lo")
                return $"there is a network interface: {name}";
        }
        return File.ReadAllLines("/proc/self/net/route").Length > 1 ? "there is a route" : null;
    }
}
