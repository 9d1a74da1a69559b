using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace RxTim;

/// <summary>
/// Reads a callback's JSON entry by entry, so that what stands before a fault is not lost. All but the messages is checked; a message is
/// cut out from where it begins to where it seems to end, and whoever reads it finds what is wrong in it.
/// </summary>
/// <typeparam name="TCut">Finds the end of a message. Each is cut once, in the order in which they stand.</typeparam>
/// <remarks>Every fault is a <see cref="JsonException"/> whose message says at which byte it stands. Text that is only white space
/// counts as an array without entries, as does <c>null</c>: the SDK gives that with some refusals. A byte order mark before it is passed
/// over. Of a key that comes twice in an entry the last counts, and an earlier message is not looked at. A text that is not UTF-8 or has
/// half a surrogate pair is mended (<see cref="JsonMending"/>), and a description of another type is passed over, for what an entry says of its
/// identifier does not hang on it; an identifier that is such a text is nobody's.</remarks>
internal ref partial struct EntryReader<TCut>
    where TCut : struct, IObjectCut
{
    // Where a reader stands that has just read an entry.
    private static readonly JsonReaderState BehindEntry = StateBehind("[{}"u8);

    private readonly ReadOnlySpan<byte> json;

    // Where what is not read yet begins; and the reader for it with its own beginning, unless an entry was read without it.
    private int position;
    private Utf8JsonReader reader;
    private int readerStart;
    private bool started;

    // The bytes of the current entry's description are kept to reuse its string: mostly all entries have the same one.
    private ReadOnlySpan<byte> descJson;

    private TCut cut;

    public EntryReader(ReadOnlySpan<byte> json)
    {
        this.json = json;
        reader = new Utf8JsonReader(json, TimJson.ReaderOptions);
    }

    private static ReadOnlySpan<byte> ByteOrderMark => [0xef, 0xbb, 0xbf];

    /// <summary>How many entries were read.</summary>
    public int Count { get; private set; }

    /// <summary>Whether an array was found, whatever stands in it.</summary>
    public bool IsArray { get; private set; }

    /// <summary>The current entry's identifier, UTF-8, without escapes; bytes that are no UTF-8 if it is damaged.</summary>
    public ReadOnlySpan<byte> Identifier { get; private set; }

    /// <summary>The current entry's code.</summary>
    public int Code { get; private set; }

    /// <summary>The current entry's description; empty if it has none.</summary>
    public string Desc { get; private set; } = "";

    /// <summary>The current entry's message as it stands there; empty if it has none.</summary>
    public ReadOnlySpan<byte> Message { get; private set; }

    /// <summary>The keys of the current entry that are none of the known ones; null if there are none.</summary>
    public Dictionary<string, JsonElement>? UnknownKeys { get; private set; }

    /// <summary>What cut the current entry's message.</summary>
    [UnscopedRef]
    public ref TCut Cut => ref cut;

    /// <summary>Goes on to the next entry; false at the array's end.</summary>
    public bool Read()
    {
        try
        {
            if (!started && !ReadStart())
                return false;
            if (!TryReadAsWritten() && !ReadAny())
                return false;
            Count++;
            return true;
        }
        catch (JsonException malformed)
        {
            throw FaultInMessage() ?? malformed as MalformedAnswerException ?? Malformed(readerStart + reader.BytesConsumed, malformed);
        }
    }

    private bool ReadStart()
    {
        started = true;
        if (json.StartsWith(ByteOrderMark))
            Restart(ByteOrderMark.Length, new JsonReaderState(TimJson.ReaderOptions));
        if (IsBlank(json[readerStart..]))
            return false;
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return false;
        if (reader.TokenType != JsonTokenType.StartArray)
            throw Mistyped("the answer is not an array");
        IsArray = true;
        position = readerStart + (int)reader.BytesConsumed;
        return true;
    }

    // Reads an entry that is written as the SDK writes it, with the same description as the one before; any other is left to ReadAny, which
    // takes what this has found of a message for its own. Takes a fourth of its time.
    private bool TryReadAsWritten()
    {
        var entry = new WireReader(json, position);
        if (Count > 0 && !entry.Comma())
            return false;
        if (!entry.OpenObject() || !entry.Key(ResultKeys.Code.EncodedUtf8Bytes) || entry.Int32() is not { } writtenCode)
            return false;
        if (!entry.Key(ResultKeys.Desc.EncodedUtf8Bytes) || !entry.Text().SequenceEqual(descJson))
            return false;
        if (!entry.Key(ResultKeys.Identifier.EncodedUtf8Bytes))
            return false;
        var identifier = entry.Text();
        Message = default;
        if (entry.Key(ResultKeys.Message.EncodedUtf8Bytes))
        {
            CutMessage(entry.Rest);
            entry.PassOver(Message.Length);
        }
        entry.CloseObject();
        if (!entry.IsClosed)
            return false;

        Code = writtenCode;
        Identifier = identifier;
        UnknownKeys = null;
        position = entry.Position;
        return true;
    }

    // Takes the message that the JSON begins with; an empty one if there is none, or none with an end.
    private void CutMessage(ReadOnlySpan<byte> rest)
    {
        var length = cut.LengthOf(rest);
        Message = length < 0 ? default : rest[..length];
    }

    private void ClearDesc()
    {
        Desc = "";
        descJson = default;
    }

    private static bool IsBlank(ReadOnlySpan<byte> json)
    {
        foreach (var b in json)
        {
            if (b is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
                return false;
        }
        return true;
    }

    private static JsonReaderState StateBehind(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, isFinalBlock: false, new JsonReaderState(TimJson.ReaderOptions));
        while (reader.Read())
        {
        }
        return reader.CurrentState;
    }
}
