namespace RxTim.Emulator;

/// <summary>Something to keep, and who waits for it.</summary>
internal sealed class ArchiveWrite(Action<ArchiveStatements> apply)
{
    // Whoever waits goes on elsewhere: the writer has more to write.
    private readonly TaskCompletionSource kept = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Kept => kept.Task;

    public void Apply(ArchiveStatements statements) => apply(statements);

    public void Complete(Exception? error)
    {
        if (error is null)
            kept.SetResult();
        else
            kept.SetException(error);
    }
}
