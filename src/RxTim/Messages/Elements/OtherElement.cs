namespace RxTim;

/// <summary>
/// An element of any type that has no record of its own, such as group tips: its number, and its keys in
/// <see cref="WireObject.UnknownKeys"/>.
/// </summary>
public sealed record OtherElement : MessageElement
{
    /// <summary>An element of the type.</summary>
    /// <param name="type">Its number; one of a type that has a record of its own is read back as that record.</param>
    public OtherElement(ElementType type) : base(type)
    {
    }
}
