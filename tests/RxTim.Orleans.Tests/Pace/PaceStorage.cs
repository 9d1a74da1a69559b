using System.Collections.Concurrent;
using Orleans.Storage;

namespace RxTim.Orleans.Tests;

/// <summary>A grain storage that outlives each silo, keeps ETags, and can fail.</summary>
internal sealed class PaceStorage : IGrainStorage
{
    private readonly ConcurrentDictionary<string, (byte[] Account, int Tag)> stored = new();

    public bool IsFailing { get; set; }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (stored.TryGetValue($"{grainId}/{stateName}", out var found))
            (grainState.State, grainState.ETag, grainState.RecordExists) = ((T)(object)new PaceState { Account = found.Account }, $"{found.Tag}", true);
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (IsFailing)
            throw new IOException("The storage is away.");
        var account = ((PaceState)(object)grainState.State!).Account;
        var tag = stored.AddOrUpdate(
            $"{grainId}/{stateName}",
            _ => (account, 1),
            (_, found) => grainState.ETag == $"{found.Tag}" ? (account, found.Tag + 1) : throw new InconsistentStateException("Another wrote."));
        (grainState.ETag, grainState.RecordExists) = ($"{tag.Tag}", true);
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        stored.TryRemove($"{grainId}/{stateName}", out _);
        return Task.CompletedTask;
    }
}
