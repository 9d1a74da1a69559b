namespace RxTim.Node;

/// <summary>A secret, which shows nowhere by mistake.</summary>
internal sealed class Secret(string value)
{
    /// <summary>A secret key of Tencent's has 64 hexadecimal digits: no name of a variable looks like half of one.</summary>
    public const int ShortestKey = 32;

    public string Reveal() => value;

    public override string ToString() => "(secret)";
}
