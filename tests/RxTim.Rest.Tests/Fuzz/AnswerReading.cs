using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace RxTim.Rest.Tests;

/// <summary>A second reading of answers, by hand and as plain as can be: byte by byte, all in memory, up to the first fault.</summary>
internal sealed partial class AnswerReading
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly byte[] bytes;
    private readonly List<(string? Account, int Code)> entries = [];
    private readonly List<int> codes = [];
    private string? status;
    private bool isWhole;
    private int at;

    private AnswerReading(byte[] bytes) => this.bytes = bytes;

    /// <summary>Every code that it says, of the call and of entries.</summary>
    public IEnumerable<int> AllCodes => codes.Concat(entries.Select(entry => entry.Code));

    public static AnswerReading Of(byte[] bytes)
    {
        var reading = new AnswerReading(bytes);
        try
        {
            if (bytes.AsSpan().StartsWith("\ufeff"u8))
                reading.at = 3;
            reading.Answer();
            reading.isWhole = true;
        }
        catch (FormatException)
        {
            // What was read before counts.
        }
        return reading;
    }

    /// <summary>What it says of one of those asked for.</summary>
    public (int? Code, SendOutcome Outcome) Says(string identifier, string[] asked)
    {
        foreach (var (account, code) in entries)
        {
            if (account == identifier)
                return (code, Failure(code));
        }
        if (!isWhole || codes.Count == 0)
            return (6001, SendOutcome.Unknown);
        if (codes[0] != 0)
            return (codes[0], Failure(codes[0]));
        var isClear = status is null or "OK" && entries.All(entry => entry.Account is not null && asked.Contains(entry.Account));
        return isClear ? (0, SendOutcome.Sent) : (6001, SendOutcome.Unknown);
    }

    private static SendOutcome Failure(int code) => TimErrorCodes.IsUnknownOutcome(code) ? SendOutcome.Unknown : SendOutcome.Failed;

    private void Answer()
    {
        if (Peek() != '{')
            throw new FormatException();
        Members(key =>
        {
            switch (key)
            {
                case "ErrorCode":
                    codes.Add(Int());
                    if (codes[0] != codes[^1])
                        throw new FormatException();
                    break;
                case "ActionStatus":
                    var from = at;
                    status = Peek() == '"' ? Text() ?? "broken" : Skipped(from) is "null" ? null : "of another type";
                    break;
                case "ErrorList" when Peek() == '[':
                    Items(Entry);
                    break;
                case "ErrorList":
                    if (Skipped(at) != "null")
                        throw new FormatException();
                    break;
                default:
                    Value();
                    break;
            }
        });
    }

    private void Entry()
    {
        if (Peek() != '{')
            throw new FormatException();
        var accounts = new List<string?>();
        var its = new List<int>();
        Members(key =>
        {
            switch (key)
            {
                case "To_Account":
                    accounts.Add(Peek() == '"' ? Text() : throw new FormatException());
                    break;
                case "ErrorCode":
                    its.Add(Int());
                    break;
                default:
                    Value();
                    break;
            }
            if (accounts.Distinct().Count() > 1 || its.Distinct().Count() > 1)
                throw new FormatException();
        });
        if (accounts.Count == 0 || its.Count == 0)
            throw new FormatException();
        if (its[0] != 0)
            entries.Add((accounts[0], its[0]));
    }

    private void Members(Action<string?> member)
    {
        Expect('{');
        if (Peek() == '}')
        {
            at++;
            return;
        }
        do
        {
            if (Peek() != '"')
                throw new FormatException();
            var key = Text();
            Expect(':');
            Peek();
            member(key);
        }
        while (Goes('}'));
    }

    private void Items(Action item)
    {
        Expect('[');
        if (Peek() == ']')
        {
            at++;
            return;
        }
        do
            item();
        while (Goes(']'));
    }

    private void Value()
    {
        switch (Peek())
        {
            case '{': Members(_ => Value()); break;
            case '[': Items(Value); break;
            case '"': Text(); break;
            default: Word(); break;
        }
    }

    private string Skipped(int from)
    {
        Value();
        return Encoding.Latin1.GetString(bytes, from, at - from).Trim();
    }

    private int Int()
    {
        var word = Peek() is '"' or '{' or '[' ? throw new FormatException() : Word();
        return int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException();
    }

    // A number, or one of the three words.
    private string Word()
    {
        var from = at;
        while (at < bytes.Length && !" \t\r\n,:]}[{\""u8.Contains(bytes[at]))
            at++;
        var word = Encoding.Latin1.GetString(bytes, from, at - from);
        return Words().IsMatch(word) ? word : throw new FormatException();
    }

    // Null for what spells none.
    private string? Text()
    {
        Expect('"');
        var text = new List<byte>();
        var isSound = true;
        while (Next() is var b && b != '"')
        {
            if (b < ' ')
                throw new FormatException();
            if (b != '\\')
                text.Add(b);
            else
                text.AddRange(Escape(ref isSound));
        }
        try
        {
            return isSound ? Strict.GetString([.. text]) : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private byte[] Escape(ref bool isSound)
    {
        var kind = (char)Next();
        if ("\"\\/".Contains(kind, StringComparison.Ordinal))
            return [(byte)kind];
        if ("bfnrt".IndexOf(kind, StringComparison.Ordinal) is >= 0 and var i)
            return [(byte)"\b\f\n\r\t"[i]];
        if (kind != 'u')
            throw new FormatException();
        var unit = Unit();
        if (!char.IsSurrogate(unit))
            return Encoding.UTF8.GetBytes([unit]);
        if (char.IsHighSurrogate(unit) && at + 1 < bytes.Length && bytes[at] == '\\' && bytes[at + 1] == 'u')
        {
            at += 2;
            var low = Unit();
            if (char.IsLowSurrogate(low))
                return Encoding.UTF8.GetBytes([unit, low]);
        }
        isSound = false;
        return [];
    }

    private char Unit()
    {
        var hex = Encoding.Latin1.GetString([Next(), Next(), Next(), Next()]);
        return hex.All(char.IsAsciiHexDigit) ? (char)Convert.ToUInt16(hex, 16) : throw new FormatException();
    }

    // Whether another one follows, and not the end.
    private bool Goes(char end)
    {
        var next = Peek();
        at++;
        return next == ',' || (next == end ? false : throw new FormatException());
    }

    private void Expect(char expected)
    {
        if (Peek() != expected)
            throw new FormatException();
        at++;
    }

    private char Peek()
    {
        while (at < bytes.Length && " \t\r\n"u8.Contains(bytes[at]))
            at++;
        return at < bytes.Length ? (char)bytes[at] : throw new FormatException();
    }

    private byte Next() => at < bytes.Length ? bytes[at++] : throw new FormatException();

    [GeneratedRegex(@"^(true|false|null|-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?)\z")]
    private static partial Regex Words();
}
