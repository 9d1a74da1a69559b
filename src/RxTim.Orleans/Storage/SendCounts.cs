namespace RxTim.Orleans;

/// <summary>How many results say what.</summary>
[GenerateSerializer, Immutable, Alias("RxTim.SendCounts")]
internal readonly record struct SendCounts([property: Id(0)] long Sent, [property: Id(1)] long Failed, [property: Id(2)] long Unknown)
{
    public long Total => Sent + Failed + Unknown;

    public static SendCounts operator +(SendCounts one, SendCounts other) =>
        new(one.Sent + other.Sent, one.Failed + other.Failed, one.Unknown + other.Unknown);
}
