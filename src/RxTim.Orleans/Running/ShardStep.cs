namespace RxTim.Orleans;

/// <summary>Something that is to happen to a shard's ledger, and to be in storage before anything follows from it.</summary>
internal abstract class ShardStep
{
    private readonly TaskCompletionSource stored = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Complete when it is in storage; fails with a <see cref="ShardLostException"/> where it never will be.</summary>
    public Task Stored => stored.Task;

    /// <summary>Whether the ledger changes by it.</summary>
    public virtual bool Writes => true;

    public abstract void Apply(ShardLedger ledger);

    public void Complete(ShardLostException? lost)
    {
        if (lost is null)
        {
            stored.SetResult();
            return;
        }
        stored.SetException(lost);
        // Where nobody waits for it, the next step that somebody waits for says the same.
        _ = stored.Task.Exception;
    }
}

/// <summary>A step that is a function.</summary>
internal sealed class DoStep(Action<ShardLedger> apply) : ShardStep
{
    public override void Apply(ShardLedger ledger) => apply(ledger);
}

/// <summary>A question, in its place between the steps; what was asked for comes when all before it is in storage.</summary>
internal sealed class AskStep<T>(Func<ShardLedger, T> ask) : ShardStep
{
    private T? said;

    public override bool Writes => false;

    public override void Apply(ShardLedger ledger) => said = ask(ledger);

    public async Task<T> AnswerAsync()
    {
        await Stored.ConfigureAwait(false);
        return said!;
    }
}

/// <summary>This activation works on the shard no longer: another one has it, or the silo lets it go.</summary>
internal sealed class ShardLostException(string message, Exception? inner = null) : Exception(message, inner);
