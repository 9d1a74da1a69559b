namespace RxTim.ImSdk.Tests;

/// <summary>Tencent's own library, which is fetched for the tests and stands where <c>RXTIM_IMSDK</c> says.</summary>
internal static class RealImSdk
{
    /// <summary>The library's file. Skips the test where there is none.</summary>
    public static string Path
    {
        get
        {
            var path = Environment.GetEnvironmentVariable("RXTIM_IMSDK");
            Assert.SkipWhen(string.IsNullOrEmpty(path), "Needs Tencent's libImSDK: RXTIM_IMSDK is not set to its path.");
            return path!;
        }
    }

    public static ImSdkLibrary Load() => ImSdkLibrary.Load(Path);
}
