using System.Runtime.InteropServices;

namespace RxTim.ImSdk;

/// <summary>Where the native library is, given its file or the directory that it is in.</summary>
internal static class ImSdkFile
{
    /// <exception cref="DllNotFoundException">It is not there; the message says where it was looked for.</exception>
    public static string Find(string path)
    {
        var full = Path.GetFullPath(path);
        if (File.Exists(full))
            return full;
        if (!Directory.Exists(full))
            throw new DllNotFoundException($"There is no ImSDK at '{full}': neither a file nor a directory.");
        foreach (var name in Names())
        {
            var file = Path.Combine(full, name);
            if (File.Exists(file))
                return file;
        }
        throw new DllNotFoundException($"The directory '{full}' holds none of {string.Join(", ", Names())}.");
    }

    /// <summary>What Tencent calls the library on this platform, the more particular name first.</summary>
    private static string[] Names()
    {
        if (OperatingSystem.IsWindows())
            return ["ImSDK.dll"];
        if (OperatingSystem.IsMacOS())
            return ["ImSDKForMac.dylib", "ImSDKForMac", Path.Combine("ImSDKForMac.framework", "ImSDKForMac")];
        return RuntimeInformation.ProcessArchitecture == Architecture.Arm64
            ? ["libImSDK_arm64.so", "libImSDK.so"]
            : ["libImSDK.so"];
    }
}
