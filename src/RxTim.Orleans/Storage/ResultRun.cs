namespace RxTim.Orleans;

/// <summary>Results that say the same of identifiers that stand next to each other in their shard.</summary>
/// <param name="First">The first one's place in the shard, from 0.</param>
/// <param name="Count">How many.</param>
/// <param name="Answer">What they say.</param>
/// <param name="Key">By what the backend knows the message; empty if it did not say.</param>
[GenerateSerializer, Immutable, Alias("RxTim.ResultRun")]
internal readonly record struct ResultRun(
    [property: Id(0)] int First, [property: Id(1)] int Count, [property: Id(2)] StoredAnswer Answer, [property: Id(3)] string Key)
{
    public int End => First + Count;
}

/// <summary>What a result says, apart from whom it says it of.</summary>
/// <param name="Code">0 for sent, else the failure's code.</param>
/// <param name="Desc">The description.</param>
/// <param name="Outcome">What became of the message.</param>
/// <param name="Attempts">How often the identifier was handed over in the last round of its shard.</param>
[GenerateSerializer, Immutable, Alias("RxTim.StoredAnswer")]
internal readonly record struct StoredAnswer(
    [property: Id(0)] int Code, [property: Id(1)] string Desc, [property: Id(2)] SendOutcome Outcome, [property: Id(3)] int Attempts);
