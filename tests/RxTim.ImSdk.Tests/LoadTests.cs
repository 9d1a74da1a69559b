using System.Runtime.InteropServices;

namespace RxTim.ImSdk.Tests;

public class LoadTests
{
    [Fact]
    public void A_missing_file_is_named()
    {
        var thrown = Assert.Throws<DllNotFoundException>(() => ImSdkLibrary.Load("no/such/libImSDK.so"));
        Assert.Contains(Path.GetFullPath("no/such/libImSDK.so"), thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_without_the_library_is_named_with_what_was_looked_for()
    {
        var directory = Directory.CreateTempSubdirectory();
        var thrown = Assert.Throws<DllNotFoundException>(() => ImSdkLibrary.Load(directory.FullName));
        directory.Delete();
        Assert.Contains(directory.FullName, thrown.Message, StringComparison.Ordinal);
        Assert.Contains("ImSDK", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_library_is_named()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "not a library");
        var thrown = Assert.Throws<DllNotFoundException>(() => ImSdkLibrary.Load(file));
        File.Delete(file);
        Assert.Contains(file, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_that_is_not_ImSDK_is_named_with_the_function_that_it_lacks()
    {
        var other = Directory.EnumerateFiles(RuntimeEnvironment.GetRuntimeDirectory(), "*System.Native.*").First();
        var thrown = Assert.Throws<EntryPointNotFoundException>(() => ImSdkLibrary.Load(other));
        Assert.Contains(other, thrown.Message, StringComparison.Ordinal);
        Assert.Contains("TIMInit", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_path_is_refused() => Assert.Throws<ArgumentException>(() => ImSdkLibrary.Load(""));

    [Fact]
    public void The_real_library_loads_from_its_file_and_tells_its_version()
    {
        using var library = RealImSdk.Load();
        Assert.Matches(@"^\d+\.\d+\.\d+$", library.Version);
        Assert.Equal(TIMLoginStatus.LoggedOut, library.LoginStatus);
    }

    [Fact]
    public void The_real_library_loads_from_its_directory_as_the_same_library()
    {
        using var fromFile = RealImSdk.Load();
        using var fromDirectory = ImSdkLibrary.Load(Path.GetDirectoryName(RealImSdk.Path)!);
        Assert.Same(fromFile.Exports, fromDirectory.Exports);
    }
}
