namespace RxTim;

/// <summary>Finds where an object ends that is not read, only cut out.</summary>
internal interface IObjectCut
{
    /// <summary>The length of the object that the JSON begins with; -1 if it begins with none, or with one that does not end.</summary>
    int LengthOf(ReadOnlySpan<byte> json);
}
