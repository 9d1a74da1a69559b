namespace RxTim.Cli.Tests;

/// <summary>Where the settings file is.</summary>
public sealed class SettingsPlaceTests
{
    private static readonly string Home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    public static bool IsLinux => OperatingSystem.IsLinux();

    [Fact]
    public void A_variable_names_it()
    {
        var file = Path.GetFullPath(Path.Combine("some", "file"));
        Assert.Equal(file, Find(("RXTIM_CONFIG", file), ("XDG_CONFIG_HOME", "/elsewhere")));
        Assert.Equal(Path.GetFullPath("here"), Find(("RXTIM_CONFIG", "here")));
    }

    [Fact(SkipUnless = nameof(IsLinux), Skip = "Other systems have places of their own.")]
    public void On_Linux_it_is_where_the_XDG_standard_says()
    {
        Assert.Equal("/somewhere/rxtim/config", Find(("XDG_CONFIG_HOME", "/somewhere")));
        Assert.Equal($"{Home}/.config/rxtim/config", Find());
        Assert.Equal($"{Home}/.config/rxtim/config", Find(("XDG_CONFIG_HOME", ""), ("RXTIM_CONFIG", "")));
    }

    [Fact(SkipUnless = nameof(IsLinux), Skip = "Other systems have places of their own.")]
    public void A_relative_folder_of_the_XDG_standard_is_ignored_as_it_says() =>
        Assert.Equal($"{Home}/.config/rxtim/config", Find(("XDG_CONFIG_HOME", "relative")));

    private static string? Find(params (string Name, string Value)[] variables) =>
        SettingsPlace.Find(name => variables.FirstOrDefault(variable => variable.Name == name).Value);
}
