using System.Text.Json;

namespace RxTim.Journal;

/// <summary>Something to be recorded.</summary>
internal abstract class JournalStep
{
    private readonly TaskCompletionSource recorded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Complete when it is on the disk; fails with a <see cref="TimException"/> where it could not be recorded.</summary>
    public Task Recorded => recorded.Task;

    /// <summary>Appends the rows. Called once, by the writer.</summary>
    /// <exception cref="JournalException">The journal cannot be written.</exception>
    public abstract void Append(JournalStore store);

    public void Complete(JournalException? fault)
    {
        if (fault is null)
        {
            recorded.SetResult();
            return;
        }
        recorded.SetException(new TimException(TimErrorCodes.LocalIOFailed, fault.Message, fault));
        // Where nobody waits for it, the next step that somebody waits for says the same.
        _ = recorded.Task.Exception;
    }

    protected static LogRow RowOf(LogKind kind, int ordinal, MsgBatchSendResult result) => new(kind, ordinal)
    {
        Code = result.Code,
        Desc = result.Desc,
        Key = KeyOf(result),
        Attempts = result.Attempts,
    };

    // By it the message can be taken back. Empty where the backend gave none, or a message that cannot be read.
    private static string KeyOf(MsgBatchSendResult result)
    {
        try
        {
            return result.MsgKey ?? "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
