namespace RxTim;

/// <summary>Cuts the messages out of a callback and keeps each as what sets it apart from one before it (<see cref="MessageDelta"/>),
/// or whole if it is not enough like that.</summary>
internal struct MessageCut : IObjectCut
{
    // The last message that was kept whole; those after it are compared with it.
    private byte[]? model;

    // The message that was cut last; null if it is to be kept whole.
    private MessageDelta? delta;

    /// <inheritdoc/>
    public int LengthOf(ReadOnlySpan<byte> json)
    {
        var length = -1;
        delta = model is null ? null : MessageDelta.Of(json, model, out length);
        return delta is not null ? length : json is [(byte)'{', ..] ? ObjectEnd.Find(json) : -1;
    }

    /// <summary>Keeps the message that was cut last; null for an empty one.</summary>
    public IMessageSource? Keep(ReadOnlySpan<byte> message)
    {
        if (message.IsEmpty)
            return null;
        if (delta is not null)
            return delta;
        model = message.ToArray();
        return new WholeMessage(model);
    }
}
