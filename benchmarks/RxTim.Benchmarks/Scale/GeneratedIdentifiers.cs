namespace RxTim.Benchmarks;

/// <summary>Identifiers that are made as they are asked for, so that none of the memory is the list's.</summary>
internal static class GeneratedIdentifiers
{
    public static async IAsyncEnumerable<string> Of(int count)
    {
        await Task.CompletedTask;
        for (var i = 0; i < count; i++)
            yield return $"user_{i:D8}";
    }

    /// <summary>Each of 16 letters and digits of chance, as accounts that another service names: they have nothing in common.</summary>
    public static async IAsyncEnumerable<string> OfChance(int count)
    {
        await Task.CompletedTask;
        var random = new Random(1);
        for (var i = 0; i < count; i++)
            yield return random.GetString("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", 16);
    }
}
