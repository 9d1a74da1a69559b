namespace RxTim.ImSdk;

/// <summary>A login, a logout or another request with one answer, as a task.</summary>
/// <param name="owner">Who asked for it.</param>
/// <param name="exports">The native library.</param>
/// <param name="name">For error messages.</param>
internal sealed class PendingOperation(object owner, ImSdkExports exports, string name) : PendingRequest(owner, exports)
{
    // The native library's thread must not run what awaits the task.
    private readonly TaskCompletionSource<byte[]> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Waits for the callback. A cancelled token ends the waiting, not what the library does.</summary>
    /// <returns>The callback's JSON.</returns>
    public async Task<byte[]> WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await completion.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Remove();
        }
    }

    public override void OnCallback(int code, string? desc, ReadOnlySpan<byte> utf8Json)
    {
        if (code == 0)
            completion.TrySetResult(utf8Json.ToArray());
        else
            Refuse(code, desc);
    }

    public override void Fail(Exception exception) => completion.TrySetException(exception);

    public override void Stop(int code, string desc) => completion.TrySetException(new TimException(code, desc));

    /// <summary>Ends with the code of the callback, or with what the library returned at once.</summary>
    public void Refuse(int code, string? desc)
    {
        if (string.IsNullOrEmpty(desc))
            desc = TimErrorCodes.Describe(code);
        completion.TrySetException(new TimException(code, $"The {name} failed with code {code}: {desc}"));
    }
}
