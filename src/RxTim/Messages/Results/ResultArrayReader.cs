namespace RxTim;

/// <summary>Reads the results in a callback's JSON one by one. <see cref="EntryReader{TCut}"/> says what it takes and refuses.</summary>
internal ref struct ResultArrayReader(ReadOnlySpan<byte> utf8Json)
{
    private EntryReader<MessageCut> entries = new(utf8Json);

    /// <inheritdoc cref="EntryReader{TCut}.Count"/>
    public readonly int Count => entries.Count;

    /// <inheritdoc cref="EntryReader{TCut}.IsArray"/>
    public readonly bool IsArray => entries.IsArray;

    /// <inheritdoc cref="EntryReader{TCut}.Identifier"/>
    public readonly ReadOnlySpan<byte> Identifier => entries.Identifier;

    /// <inheritdoc cref="EntryReader{TCut}.Read"/>
    public bool Read() => entries.Read();

    /// <summary>The current entry as a result of the identifier as it was asked.</summary>
    public MsgBatchSendResult ToResult(string identifier) =>
        new(identifier, entries.Code, entries.Desc, TimErrorCodes.OutcomeOf(entries.Code), entries.Cut.Keep(entries.Message))
        {
            UnknownKeys = entries.UnknownKeys,
        };
}
