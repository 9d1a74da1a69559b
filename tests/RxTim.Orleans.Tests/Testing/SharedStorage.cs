using System.Collections.Concurrent;
using System.Globalization;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace RxTim.Orleans.Tests;

/// <summary>A grain storage with ETags that all silos of a test have in common, and that outlives each of them.</summary>
internal sealed class SharedStorage : IGrainStorage
{
    private readonly ConcurrentDictionary<string, (byte[] Data, string ETag)> states = [];
    private long writes;

    /// <summary>Asked before each write, with the state's name and the grain's key; what it throws, the write throws, and nothing is
    /// written.</summary>
    public Func<string, string, Task>? BeforeWrite { get; set; }

    /// <summary>Asked after each write, with the same; what it throws, the write throws although it was written.</summary>
    public Func<string, string, Task>? AfterWrite { get; set; }

    /// <summary>Asked before a state is removed, with the same; what it throws, the removal throws, and nothing is removed.</summary>
    public Func<string, string, Task>? BeforeClear { get; set; }

    public long Writes => Interlocked.Read(ref writes);

    public int Count => states.Count;

    /// <summary>The states of a name.</summary>
    public int CountOf(string stateName) => states.Keys.Count(key => key.StartsWith(stateName + "|", StringComparison.Ordinal));

    public long BytesOf(string stateName) =>
        states.Where(state => state.Key.StartsWith(stateName + "|", StringComparison.Ordinal)).Sum(static state => (long)state.Value.Data.Length);

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (states.TryGetValue(Key(stateName, grainId), out var found))
        {
            grainState.State = (T)(object)new StoredBytes { Data = found.Data };
            (grainState.ETag, grainState.RecordExists) = (found.ETag, true);
        }
        else
        {
            grainState.State = (T)(object)new StoredBytes();
            (grainState.ETag, grainState.RecordExists) = (null, false);
        }
        return Task.CompletedTask;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = grainId.Key.ToString()!;
        if (BeforeWrite is { } before)
            await before(stateName, key);
        // Never at once, as no storage does.
        await Task.Yield();
        var data = ((StoredBytes)(object)grainState.State!).Data;
        var etag = Interlocked.Increment(ref writes).ToString(CultureInfo.InvariantCulture);
        lock (states)
        {
            Check(stateName, grainId, grainState.ETag);
            states[Key(stateName, grainId)] = ([.. data], etag);
        }
        if (AfterWrite is { } after)
            await after(stateName, key);
        (grainState.ETag, grainState.RecordExists) = (etag, true);
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (BeforeClear is { } before)
            await before(stateName, grainId.Key.ToString()!);
        lock (states)
        {
            Check(stateName, grainId, grainState.ETag);
            states.TryRemove(Key(stateName, grainId), out _);
        }
        grainState.State = (T)(object)new StoredBytes();
        (grainState.ETag, grainState.RecordExists) = (null, false);
    }

    private void Check(string stateName, GrainId grainId, string? etag)
    {
        var stored = states.TryGetValue(Key(stateName, grainId), out var found) ? found.ETag : null;
        if (stored != etag)
            throw new InconsistentStateException("Another activation has written.", stored ?? "", etag ?? "");
    }

    private static string Key(string stateName, GrainId grainId) => $"{stateName}|{grainId}";
}
