namespace RxTim.Orleans;

/// <summary>Gives out the permits of one quota; its key is the quota's name.</summary>
[Alias("RxTim.IPaceGrain")]
internal interface IPaceGrain : IGrainWithStringKey
{
    /// <summary>A silo says what it has and wants, and gets what its turn comes to. Nothing is given before it is stored.</summary>
    [Alias("Exchange")]
    [ResponseTimeout("00:00:05")]
    Task<PaceAnswer> ExchangeAsync(PaceReport report);

    /// <summary>Waits until a silo should report: there is something for it, or a pause that it does not know of.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="pauseKnown">The newest pause that it knows.</param>
    /// <returns>Whether it should; false after a while without news.</returns>
    [Alias("WaitForNews")]
    Task<bool> WaitForNewsAsync(Guid silo, int pauseKnown);
}
