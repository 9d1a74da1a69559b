namespace RxTim.Orleans;

/// <summary>What is stored of a quota's account.</summary>
[GenerateSerializer, Alias("RxTim.PaceState")]
internal sealed class PaceState
{
    /// <summary>The account, as <see cref="PaceCodec"/> writes it; empty before anything was given.</summary>
    [Id(0)]
    public byte[] Account { get; set; } = [];
}
