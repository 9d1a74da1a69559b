namespace RxTim.Orleans;

/// <summary>Who a shard goes to.</summary>
/// <param name="First">The place of its first identifier in the whole send, from 0.</param>
/// <param name="Count">How many they are.</param>
/// <param name="Block">The identifiers, packed (<see cref="IdentifierBlock"/>).</param>
[GenerateSerializer, Immutable, Alias("RxTim.ShardContent")]
internal sealed record ShardContent([property: Id(0)] long First, [property: Id(1)] int Count, [property: Id(2)] byte[] Block)
{
    private const ulong Version = 1;

    public byte[] Encode()
    {
        var bytes = new ByteWriter();
        bytes.Add(Version);
        bytes.Add(First);
        bytes.Add((ulong)Count);
        bytes.Add(Block);
        return bytes.ToSealed();
    }

    /// <exception cref="FormatException">It is not as it was written.</exception>
    public static ShardContent Decode(ReadOnlySpan<byte> data)
    {
        var bytes = ByteReader.Unseal(data);
        if (bytes.Unsigned() != Version)
            throw ByteReader.Damaged();
        return new ShardContent(bytes.Number(), bytes.Count(), bytes.Bytes().ToArray());
    }
}
