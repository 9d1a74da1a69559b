namespace RxTim;

/// <summary>
/// Reads JSON as the SDK writes it: without white space between tokens and without escapes in keys. What is written otherwise or
/// is malformed it gives up, and whoever asked turns to System.Text.Json, which knows every form and says where a fault is.
/// </summary>
/// <remarks>
/// Who reads an object tries its keys one after the other in the order in which the SDK writes them, so that nearly every try is a hit, and
/// once more for as long as there are keys: see <see cref="NextKeys"/>. What follows on <see cref="GiveUp"/> finds nothing, so it is enough
/// to ask at the end whether all was read. What System.Text.Json refuses in here comes as its own exception.
/// </remarks>
internal ref partial struct WireReader
{
    private readonly ReadOnlySpan<byte> json;

    // How many objects and arrays are open; -1 after giving up.
    private int depth;

    // Where the keys were last begun to be tried.
    private int tried;

    public WireReader(ReadOnlySpan<byte> json, int position = 0)
    {
        this.json = json;
        Position = position;
        tried = -1;
    }

    /// <summary>Where the next token begins.</summary>
    public int Position { get; private set; }

    /// <summary>Whether all that was opened is closed, and nothing was given up.</summary>
    public readonly bool IsClosed => depth == 0;

    /// <summary>Whether that is so and nothing follows.</summary>
    public readonly bool IsAtEnd => IsClosed && Position == json.Length;

    // Zero, which is no token's, at the end.
    private readonly byte Next => Position < json.Length ? json[Position] : default;

    public void GiveUp()
    {
        Position = json.Length;
        depth = -1;
    }

    /// <summary>Passes over a comma outside of what is read here; false where there is none.</summary>
    public bool Comma()
    {
        if (Next != ',')
            return false;
        Position++;
        return true;
    }

    /// <summary>Opens an object; false where there is none.</summary>
    public bool OpenObject() => Open((byte)'{');

    /// <summary>Opens an array; false where there is none.</summary>
    public bool OpenArray() => Open((byte)'[');

    /// <summary>Whether the open array has one more item. Closes it if it has not.</summary>
    public bool NextItem() => !TryClose((byte)']') && Position < json.Length;

    /// <summary>Closes the open object, which must have no more keys.</summary>
    public void CloseObject()
    {
        if (!TryClose((byte)'}'))
            GiveUp();
    }

    /// <summary>Whether the open object's keys are to be tried, for it has one more; closes it if it has not. One that was none of those
    /// tried is the owner's as an unknown one.</summary>
    public bool NextKeys(WireObject owner)
    {
        if (TryClose((byte)'}'))
            return false;
        if (Position == tried)
            ReadUnknownKey(owner);
        tried = Position;
        return Position < json.Length;
    }

    /// <summary>Goes on to the key's value, if it is the key that comes next.</summary>
    public bool Key(ReadOnlySpan<byte> key)
    {
        // Mostly a key that is not it has another length, and the first look says so.
        var colon = Position + key.Length + 2;
        if (colon >= json.Length || json[colon] != ':' || json[colon - 1] != '"' || json[Position] != '"')
            return false;
        if (!json.Slice(Position + 1, key.Length).SequenceEqual(key))
            return false;
        Position = colon + 1;
        return true;
    }

    private bool Open(byte bracket)
    {
        if (Next != bracket)
        {
            _ = Null<object>();
            return false;
        }
        Position++;
        depth++;
        return true;
    }

    private bool TryClose(byte bracket)
    {
        if (Next != bracket)
            return false;
        depth--;
        Pass(1);
        return true;
    }

    // Passes over what is left of a value, and the comma behind it.
    private void Pass(int length)
    {
        Position += length;
        if (depth == 0 || Next is (byte)'}' or (byte)']')
            return;
        if (Next == ',' && Position + 1 < json.Length && json[Position + 1] is not ((byte)'}' or (byte)']'))
            Position++;
        else
            GiveUp();
    }

    private void ReadUnknownKey(WireObject owner)
    {
        if (!TryFindText(out var utf8) || json.Length == Position + utf8.Length + 2 || json[Position + utf8.Length + 2] != ':')
        {
            GiveUp();
            return;
        }
        Position += utf8.Length + 3;
        owner.ExtensionData ??= [];
        var value = Ahead();
        value.Read();
        owner.ExtensionData[StrictUtf8.Encoding.GetString(utf8)] = UnknownValueConverter.Read(ref value);
        Pass((int)value.BytesConsumed);
    }
}
