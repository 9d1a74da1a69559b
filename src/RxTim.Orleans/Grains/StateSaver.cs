using Orleans.Storage;

namespace RxTim.Orleans;

/// <summary>Writes a grain's state, one write at a time: what changed while one went on is stored by the next, which is for all who wait by
/// then. To be used in the grain's context only.</summary>
/// <param name="write">Writes the state as it is now.</param>
/// <param name="giveUp">Ends the activation, where another one has written since.</param>
internal sealed class StateSaver(Func<Task> write, Action giveUp)
{
    private Task last = Task.CompletedTask;
    private Task? next;
    private bool isDirty;

    /// <summary>Stores what has changed by now.</summary>
    public Task SaveAsync()
    {
        isDirty = true;
        return next ??= WriteAfterAsync(last);
    }

    /// <summary>Complete when everything that was to be saved is; tries again where that failed.</summary>
    public Task SavedAsync() => isDirty ? SaveAsync() : last.IsCompletedSuccessfully ? Task.CompletedTask : last;

    private async Task WriteAfterAsync(Task before)
    {
        // Never at once, so that all who change something in this turn are in the same write.
        await Task.Yield();
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        last = next!;
        next = null;
        isDirty = false;
        try
        {
            await write();
        }
        catch (InconsistentStateException)
        {
            isDirty = true;
            giveUp();
            throw;
        }
        catch
        {
            isDirty = true;
            throw;
        }
    }
}
