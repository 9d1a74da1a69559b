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
}
