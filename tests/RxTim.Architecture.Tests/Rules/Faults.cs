namespace RxTim.Architecture.Tests;

internal static class Faults
{
    /// <summary>Fails with a line for each fault there is.</summary>
    public static void None<T>(IEnumerable<T> faults)
        where T : notnull
    {
        var lines = faults.Select(static fault => fault.ToString()!).Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(lines.Count == 0, string.Join('\n', lines));
    }
}
