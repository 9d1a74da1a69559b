#if NET
using System.Buffers;
#endif
using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace RxTim;

// The values. A null is given where null stands.
internal ref partial struct WireReader
{
#if NET
    // What ends a string that has no escapes, or may not be in one.
    private static readonly SearchValues<byte> TextEnds =
        SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, ' ').Select(static control => (byte)control)]);
#endif

    public string? String()
    {
        if (Next != '"')
            return Null<string>();
        if (TryFindText(out var utf8))
        {
            Pass(utf8.Length + 2);
            return utf8.IsEmpty ? "" : StrictUtf8.Encoding.GetString(utf8);
        }
        var reader = Ahead();
        reader.Read();
        var text = reader.GetString();
        Pass((int)reader.BytesConsumed);
        return text;
    }

    /// <summary>The UTF-8 of a string, as it stands there; one with escapes is given up.</summary>
    public ReadOnlySpan<byte> Text()
    {
        if (TryFindText(out var utf8))
            Pass(utf8.Length + 2);
        else
            GiveUp();
        return utf8;
    }

    public bool? Boolean()
    {
        var rest = json[Position..];
        if (rest.StartsWith("false"u8))
        {
            Pass("false".Length);
            return false;
        }
        if (rest.StartsWith("true"u8))
        {
            Pass("true".Length);
            return true;
        }
        return Null<bool?>();
    }

    public ulong? UInt64()
    {
        // JSON has no zeros in front, which the parser would take.
        var rest = json[Position..];
        if (IsDigit(Next) && Utf8Parser.TryParse(rest, out ulong value, out var length) && (length == 1 || rest[0] != '0'))
        {
            Pass(length);
            return value;
        }
        return Null<ulong?>();
    }

    public long? Int64()
    {
        var rest = json[Position..];
        var sign = Next == '-' ? 1 : 0;
        if (rest.Length > sign && IsDigit(rest[sign]) && Utf8Parser.TryParse(rest, out long value, out var length)
            && (length == sign + 1 || rest[sign] != '0'))
        {
            Pass(length);
            return value;
        }
        return Null<long?>();
    }

    public int? Int32()
    {
        var value = Int64();
        if (value is < int.MinValue or > int.MaxValue)
            GiveUp();
        return (int?)value;
    }

    public double? Double()
    {
        if (Next != '-' && !IsDigit(Next))
            return Null<double?>();
        var reader = Ahead();
        reader.Read();
        var value = reader.GetDouble();
        Pass((int)reader.BytesConsumed);
        return value;
    }

    /// <summary>All that is left; what was read of it elsewhere is passed over with <see cref="PassOver"/>.</summary>
    public readonly ReadOnlySpan<byte> Rest => json[Position..];

    /// <summary>Passes over a value of so many bytes; over none, or one that has no end, it gives up.</summary>
    public void PassOver(int length)
    {
        if (length > 0)
            Pass(length);
        else
            GiveUp();
    }

    /// <summary>A value that comes so seldom that the serializer reads it.</summary>
    public T? Value<T>(JsonTypeInfo<T> type) where T : class => Value((JsonConverter<T>)type.Converter, type.Options);

    /// <summary>An array of such values.</summary>
    public IReadOnlyList<T>? Items<T>(JsonTypeInfo<T> type) => Value(new WireListConverter<T>(), type.Options);

    /// <summary>A reader of System.Text.Json that stands before the next value.</summary>
    public readonly Utf8JsonReader Ahead() => new(json[Position..], new JsonReaderOptions { MaxDepth = TimJson.MaxDepth - depth });

    private T? Value<T>(JsonConverter<T> converter, JsonSerializerOptions options) where T : class
    {
        if (Next == 'n')
            return Null<T>();
        var reader = Ahead();
        reader.Read();
        var value = converter.Read(ref reader, typeof(T), options);
        Pass((int)reader.BytesConsumed);
        return value;
    }

    private T? Null<T>()
    {
        if (json[Position..].StartsWith("null"u8))
            Pass("null".Length);
        else
            GiveUp();
        return default;
    }

    private static bool IsDigit(byte b) => b is >= (byte)'0' and <= (byte)'9';

    // False where there is no string, or one with escapes, or not a proper one.
    private readonly bool TryFindText(out ReadOnlySpan<byte> utf8)
    {
        utf8 = default;
        if (Next != '"')
            return false;
        var text = json[(Position + 1)..];
#if NET
        var end = text.IndexOfAny(TextEnds);
#else
        var end = 0;
        while (end < text.Length && text[end] is >= (byte)' ' and not ((byte)'"' or (byte)'\\'))
            end++;
        if (end == text.Length)
            end = -1;
#endif
        if (end < 0 || text[end] != '"')
            return false;
        utf8 = text[..end];
        return true;
    }
}
