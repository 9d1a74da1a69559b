namespace RxTim.ImSdk;

/// <summary>A request that the native library may still call back for. <see cref="PendingRequests"/> finds it by its id.</summary>
/// <param name="owner">Who ends it when it is disposed.</param>
/// <param name="exports">The native library that it is asked of.</param>
internal abstract class PendingRequest(object owner, ImSdkExports exports)
{
    public object Owner { get; } = owner;

    public ImSdkExports Exports { get; } = exports;

    /// <summary>What the native library carries as <c>user_data</c>. Set when the request is added.</summary>
    public nint Id { get; set; }

    /// <summary>Takes a callback. The JSON is the library's own memory and is not kept.</summary>
    public abstract void OnCallback(int code, string? desc, ReadOnlySpan<byte> utf8Json);

    /// <summary>Takes a callback that could not be read.</summary>
    public abstract void Fail(Exception exception);

    /// <summary>Ends the request: no callback will come, and whether it was carried out is unknown.</summary>
    public abstract void Stop(int code, string desc);

    protected void Remove() => PendingRequests.Remove(Id);
}
