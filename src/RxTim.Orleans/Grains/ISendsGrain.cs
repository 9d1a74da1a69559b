namespace RxTim.Orleans;

/// <summary>The list of all sends. There is one, with the key "sends".</summary>
[Alias("RxTim.ISendsGrain")]
internal interface ISendsGrain : IGrainWithStringKey
{
    const string Key = "sends";

    /// <summary>Adds a send, unless it is there.</summary>
    [Alias("Add")]
    Task AddAsync(string name, DateTimeOffset startedAt);

    /// <summary>Takes a send out.</summary>
    [Alias("Remove")]
    Task RemoveAsync(string name);

    /// <summary>The names, the newest first.</summary>
    [Alias("List")]
    Task<string[]> ListAsync();
}
