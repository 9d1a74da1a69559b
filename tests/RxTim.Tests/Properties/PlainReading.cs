using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RxTim.Tests;

/// <summary>
/// What a callback says, read one byte after the other by the grammar of JSON, with nothing of the library. It stops at the first fault;
/// of what stands behind a fault within a message, which the library passes over unread, it knows only which claims could be there.
/// </summary>
internal sealed partial class PlainReading
{
    private readonly byte[] json;
    private int at;
    private bool inMessage;

    public PlainReading(byte[] json)
    {
        this.json = json;
        if (json.AsSpan().StartsWith("\ufeff"u8))
            at = 3;
        var entry = at;
        try
        {
            Spaces();
            if (at == json.Length || TryWord("null"))
            {
                End();
                return;
            }
            Expect('[');
            IsArray = true;
            Spaces();
            for (var more = !TryTake(']'); more; more = !TryTake(']'))
            {
                if (Entries.Count > 0)
                    Expect(',');
                Spaces();
                entry = at;
                ReadEntry();
                Spaces();
            }
            End();
        }
        catch (FormatException)
        {
            IsMalformed = true;
            if (inMessage)
                Unread = Encoding.UTF8.GetString(json, entry, json.Length - entry);
        }
    }

    /// <summary>The entries before the first fault. An identifier is null where its text is damaged.</summary>
    public List<(string? Identifier, int Code)> Entries { get; } = [];

    public bool IsArray { get; private set; }

    public bool IsMalformed { get; }

    /// <summary>From the entry on in whose message the first fault is; null if it is elsewhere, or there is none.</summary>
    public string? Unread { get; }

    /// <summary>Whether in what is unread the identifier could have an entry, with code 0 or another.</summary>
    public bool CouldClaim(string identifier, bool sent) =>
        Unread is not null && IdentifierPattern().Matches(Unread).Any(match => Spells(match.Groups[1].Value, identifier))
        && CodePattern().Matches(Unread).Any(match => match.Groups[1].Value is "0" or "-0" == sent);

    private static bool Spells(string literal, string identifier)
    {
        try
        {
            return JsonSerializer.Deserialize<string>(literal) == identifier;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void ReadEntry()
    {
        int? code = null;
        (string? Text, bool IsThere) identifier = default;
        ReadObject(key =>
        {
            switch (key)
            {
                case "msg_batch_send_result_code":
                    var number = ReadNumber();
                    code = int.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw new FormatException();
                    break;
                case "msg_batch_send_result_desc":
                    ReadValue();
                    break;
                case "msg_batch_send_result_identifier":
                    identifier = (ReadString(), true);
                    break;
                case "msg_batch_send_result_msg":
                    if (TryWord("null"))
                        break;
                    if (at == json.Length || json[at] != '{')
                        throw new FormatException();
                    inMessage = true;
                    ReadValue();
                    inMessage = false;
                    break;
                default:
                    ReadValue();
                    break;
            }
        });
        if (code is null || !identifier.IsThere)
            throw new FormatException();
        Entries.Add((identifier.Text, code.Value));
    }

    private void ReadObject(Action<string?> readValue)
    {
        Expect('{');
        Spaces();
        for (var more = !TryTake('}'); more;)
        {
            Spaces();
            var key = ReadString();
            Spaces();
            Expect(':');
            Spaces();
            readValue(key);
            Spaces();
            more = !TryTake('}');
            if (more)
                Expect(',');
        }
    }

    private void ReadValue()
    {
        if (at == json.Length)
            throw new FormatException();
        switch ((char)json[at])
        {
            case '{':
                ReadObject(_ => ReadValue());
                break;
            case '[':
                at++;
                Spaces();
                for (var more = !TryTake(']'); more;)
                {
                    Spaces();
                    ReadValue();
                    Spaces();
                    more = !TryTake(']');
                    if (more)
                        Expect(',');
                }
                break;
            case '"':
                ReadString();
                break;
            case 't' or 'f' or 'n':
                if (!TryWord("true") && !TryWord("false") && !TryWord("null"))
                    throw new FormatException();
                break;
            default:
                ReadNumber();
                break;
        }
    }

    // The text; null if it is not one: bytes that are no UTF-8, or half a surrogate pair.
    private string? ReadString()
    {
        Expect('"');
        var text = new StringBuilder();
        var bytes = new List<byte>();
        var damaged = false;
        void Flush()
        {
            try
            {
                text.Append(new UTF8Encoding(false, true).GetString([.. bytes]));
            }
            catch (DecoderFallbackException)
            {
                damaged = true;
            }
            bytes.Clear();
        }
        while (!TryTake('"'))
        {
            if (at == json.Length || json[at] < ' ')
                throw new FormatException();
            if (json[at++] != '\\')
            {
                bytes.Add(json[at - 1]);
                continue;
            }
            Flush();
            var escape = at < json.Length ? (char)json[at++] : throw new FormatException();
            text.Append(escape switch
            {
                '"' or '\\' or '/' => escape,
                'b' => '\b',
                'f' => '\f',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => ReadUnit(),
                _ => throw new FormatException(),
            });
        }
        Flush();
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else
                damaged |= char.IsSurrogate(text[i]);
        }
        return damaged ? null : text.ToString();
    }

    private char ReadUnit()
    {
        if (at + 4 > json.Length || !json.AsSpan(at, 4).ToArray().All(static b => char.IsAsciiHexDigit((char)b)))
            throw new FormatException();
        at += 4;
        return (char)ushort.Parse(Encoding.ASCII.GetString(json, at - 4, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    private string ReadNumber()
    {
        var start = at;
        while (at < json.Length && json[at] is (>= (byte)'0' and <= (byte)'9') or (byte)'-' or (byte)'+' or (byte)'.' or (byte)'e' or (byte)'E')
            at++;
        var number = Encoding.ASCII.GetString(json, start, at - start);
        return NumberPattern().IsMatch(number) ? number : throw new FormatException();
    }

    private bool TryWord(string word)
    {
        if (!json.AsSpan(at).StartsWith(Encoding.ASCII.GetBytes(word)))
            return false;
        at += word.Length;
        return true;
    }

    private bool TryTake(char c)
    {
        if (at == json.Length || json[at] != c)
            return false;
        at++;
        return true;
    }

    private void Expect(char c)
    {
        if (!TryTake(c))
            throw new FormatException();
    }

    private void Spaces()
    {
        while (at < json.Length && json[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            at++;
    }

    private void End()
    {
        Spaces();
        if (at < json.Length)
            throw new FormatException();
    }

    [GeneratedRegex("\"msg_batch_send_result_identifier\"\\s*:\\s*(\"(?:[^\"\\\\]|\\\\.)*\")")]
    private static partial Regex IdentifierPattern();

    [GeneratedRegex("\"msg_batch_send_result_code\"\\s*:\\s*(-?[0-9]+)")]
    private static partial Regex CodePattern();

    [GeneratedRegex("^-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?$")]
    private static partial Regex NumberPattern();
}
