namespace RxTim.Cli;

/// <summary>Where a setting's value comes from. What comes first goes before the rest.</summary>
internal enum SettingSource
{
    Option,
    Environment,
    File,
    Default,
}

/// <summary>A setting's value.</summary>
/// <param name="Value">The value; null if there is none.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Name">What to call it in a message: the option, the variable, or the file with line and key.</param>
/// <param name="Line">The line of the file, counted from 1; null if it is not from the file.</param>
internal readonly record struct SettingValue(string? Value, SettingSource Source, string Name, int? Line = null);
