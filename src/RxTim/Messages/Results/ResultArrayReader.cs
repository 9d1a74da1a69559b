namespace RxTim;

/// <summary>Reads the results in a callback's JSON one by one. <see cref="EntryReader{TCut}"/> says what it takes and refuses.</summary>
internal ref struct ResultArrayReader(ReadOnlySpan<byte> utf8Json)
{
    private EntryReader<MessageCut> entries = new(utf8Json);

    // What the last entry said; mostly the next one says it as well.
    private BackendAnswer answer = BackendAnswer.Success;

    /// <inheritdoc cref="EntryReader{TCut}.Count"/>
    public readonly int Count => entries.Count;

    /// <inheritdoc cref="EntryReader{TCut}.IsArray"/>
    public readonly bool IsArray => entries.IsArray;

    /// <inheritdoc cref="EntryReader{TCut}.Identifier"/>
    public readonly ReadOnlySpan<byte> Identifier => entries.Identifier;

    /// <inheritdoc cref="EntryReader{TCut}.Read"/>
    public bool Read() => entries.Read();

    /// <summary>The current entry as a result of the identifier as it was asked.</summary>
    public MsgBatchSendResult ToResult(string identifier)
    {
        if (answer.Code != entries.Code || answer.Desc != entries.Desc || answer.UnknownKeys != entries.UnknownKeys)
        {
            answer = new BackendAnswer(entries.Code, entries.Desc, TimErrorCodes.OutcomeOf(entries.Code))
            {
                UnknownKeys = entries.UnknownKeys,
            };
        }
        return new MsgBatchSendResult(identifier, answer, entries.Cut.Keep(entries.Message));
    }
}
