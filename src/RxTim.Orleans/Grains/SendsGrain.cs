namespace RxTim.Orleans;

/// <inheritdoc cref="ISendsGrain"/>
internal sealed class SendsGrain(IGrainContext context, GrainStates states) : Grain, ISendsGrain
{
    private const ulong Version = 1;

    private readonly IPersistentState<StoredBytes> state = states.Create<StoredBytes>(context, "sends");
    private readonly Dictionary<string, DateTimeOffset> sends = [];

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (state.RecordExists)
            Decode(state.State.Data);
        return Task.CompletedTask;
    }

    public Task AddAsync(string name, DateTimeOffset startedAt)
    {
        sends[name] = startedAt;
        return SaveAsync();
    }

    public Task RemoveAsync(string name) => sends.Remove(name) ? SaveAsync() : Task.CompletedTask;

    public Task<string[]> ListAsync() =>
        Task.FromResult(sends.OrderByDescending(static send => send.Value).ThenBy(static send => send.Key, StringComparer.Ordinal)
            .Select(static send => send.Key).ToArray());

    private async Task SaveAsync()
    {
        var bytes = new ByteWriter();
        bytes.Add(Version);
        bytes.Add((ulong)sends.Count);
        foreach (var (name, startedAt) in sends)
        {
            bytes.Add(name);
            bytes.Add(startedAt);
        }
        state.State.Data = bytes.ToSealed();
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            // What is in memory is not what is stored: the next call reads it anew.
            DeactivateOnIdle();
            throw;
        }
    }

    private void Decode(ReadOnlySpan<byte> data)
    {
        var bytes = ByteReader.Unseal(data);
        if (bytes.Unsigned() != Version)
            throw ByteReader.Damaged();
        for (var left = bytes.Count(); left > 0; left--)
            sends.Add(bytes.Text(), bytes.Time());
    }
}
