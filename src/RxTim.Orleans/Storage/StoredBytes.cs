namespace RxTim.Orleans;

/// <summary>What each grain keeps in storage: bytes in a form of our own, whatever serializer the storage has.</summary>
[GenerateSerializer, Alias("RxTim.StoredBytes")]
internal sealed class StoredBytes
{
    /// <summary>As <see cref="ByteWriter.ToSealed"/> made them; empty where nothing was written.</summary>
    [Id(0)]
    public byte[] Data { get; set; } = [];
}
