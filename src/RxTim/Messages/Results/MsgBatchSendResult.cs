using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RxTim;

/// <summary>One identifier's result of a batch send (<c>MsgBatchSendResult</c> of Tencent's SDK).</summary>
/// <remarks>System.Text.Json writes and reads it by the SDK's keys, as <see cref="ToJson"/> does.</remarks>
[JsonConverter(typeof(MsgBatchSendResultConverter))]
public sealed partial class MsgBatchSendResult
{
    private readonly BackendAnswer answer;

    // The message itself once it was read.
    private IMessageSource? message;

    private long ordinal;
    private int attempts = 1;
    private ushort throttled;

    /// <summary>Makes a result, for a transport or a test.</summary>
    /// <param name="identifier">Whose result it is.</param>
    /// <param name="code">0 for sent, else the failure's code.</param>
    /// <param name="desc">The failure's description.</param>
    /// <param name="message">The message as the backend has it.</param>
    public MsgBatchSendResult(string identifier, int code, string desc = "", Message? message = null)
        : this(identifier, code, desc, TimErrorCodes.OutcomeOf(code), message)
    {
    }

    /// <summary>Makes a result whose outcome does not follow from its code, for a transport, a store of results, or a test.</summary>
    /// <param name="identifier">Whose result it is.</param>
    /// <param name="code">0 for sent, else the failure's code.</param>
    /// <param name="desc">The failure's description.</param>
    /// <param name="outcome">What became of the message.</param>
    public MsgBatchSendResult(string identifier, int code, string desc, SendOutcome outcome)
        : this(identifier, code, desc, outcome, message: null)
    {
    }

    internal MsgBatchSendResult(string identifier, int code, string desc, SendOutcome outcome, IMessageSource? message)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        ArgumentNullException.ThrowIfNull(desc);
        Identifier = identifier;
        answer = BackendAnswer.Of(code, desc, outcome);
        this.message = message;
    }

    internal MsgBatchSendResult(string identifier, BackendAnswer answer, IMessageSource? message)
    {
        Identifier = identifier;
        this.answer = answer;
        this.message = message;
    }

    /// <summary>Whose result this is, as asked. <c>msg_batch_send_result_identifier</c></summary>
    public string Identifier { get; }

    /// <summary>0 if the message was sent, else why not: see <see cref="TimErrorCodes"/>; a <see cref="TIMResult"/> where negative.
    /// <c>msg_batch_send_result_code</c></summary>
    public int Code => answer.Code;

    /// <summary>The description that belongs to <see cref="Code"/>; empty if there is none. <c>msg_batch_send_result_desc</c></summary>
    public string Desc => answer.Desc;

    /// <summary>Whether the message was sent, was not, or nobody knows.</summary>
    public SendOutcome Outcome => answer.Outcome;

    /// <summary>Whether the message was sent: <see cref="Code"/> is 0. The message's own status is not asked: ImSDK says
    /// "sent" there even where it failed.</summary>
    public bool IsSuccess => Outcome == SendOutcome.Sent;

    /// <summary>
    /// The message as the backend has it, with the random, sequence and time that it was given; null if the backend gave none.
    /// Decoded when first asked for, and not looked into before; a text in it that was damaged on its way, no UTF-8 or cut inside a
    /// character, has U+FFFD there, also in what <see cref="ToJson"/> and <see cref="WriteJson(IBufferWriter{byte})"/> write.
    /// <c>msg_batch_send_result_msg</c>
    /// </summary>
    /// <exception cref="JsonException">The backend's JSON for this message is malformed or mistyped; the exception says where in the
    /// message.</exception>
    public Message? Message
    {
        get
        {
            // Two threads may come here at once, so the field is read once; both get an equal message and one of them is kept.
            if (message is not { } source)
                return null;
            var read = source.Read(Identifier);
            message = read;
            return read;
        }
    }

    /// <summary>By what the backend knows the message, <c>{sequence}_{random}_{time}</c>: to take it back
    /// (<see cref="IMessageWithdrawal"/>). As the backend gave it, else put together from the numbers of <see cref="Message"/>, which
    /// are looked for anew each time; null if the message was not sent or has no such numbers. REST: <c>MsgKey</c>, one for all users of a
    /// call: where the call repeats a message that some of them have already, it cannot be the name of both.</summary>
    /// <exception cref="JsonException">The backend's JSON for this message is malformed, or one of the numbers is mistyped.</exception>
    public string? MsgKey
    {
        get => answer.MsgKey ?? (IsSuccess ? message?.KeyOf(Identifier) : null);
        init => answer = answer.WithKey(value);
    }

    /// <summary>Keys of the entry that this version does not know; null if there are none.</summary>
    public IReadOnlyDictionary<string, JsonElement>? UnknownKeys => answer.UnknownKeys;

    /// <summary>How many times the identifier was handed over until this came: 1 unless it was tried again
    /// (<see cref="RetryOptions"/>); 0 where an interceptor refused the call before it went out.</summary>
    public int Attempts { get => attempts; init => attempts = value; }

    /// <summary>Where its identifier stood in what was asked, from 0: the row that this result belongs to. Repeats that were not sent to
    /// (<see cref="DuplicateIdentifiers.SendOnce"/>) are not counted. 0 in a result that no send gave.</summary>
    public long Ordinal { get => ordinal; init => ordinal = value; }

    // How many of the attempts were answered with "too many calls".
    internal int Throttled { get => throttled; set => throttled = checked((ushort)value); }

    // Whether the caller's options want another attempt.
    internal bool IsWorthRetry { get; set; }

    // Whether an attempt before was never answered, and whether this or one before was not.
    internal bool IsDoubted { get; private set; }

    internal bool LeavesDoubt => IsDoubted || Outcome == SendOutcome.Unknown;

    // Which send gave this result, for the callback form.
    internal object? Send { get; set; }

    /// <summary>Reads a callback's JSON: an array of results.</summary>
    /// <param name="utf8Json">The array, UTF-8.</param>
    /// <returns>The results in the array's order.</returns>
    /// <exception cref="JsonException">The JSON is malformed or mistyped, and the exception says where; what is wrong inside a result's
    /// message is said by <see cref="Message"/>.</exception>
    public static List<MsgBatchSendResult> ParseArray(ReadOnlySpan<byte> utf8Json)
    {
        var entries = new ResultArrayReader(utf8Json);
        var results = new List<MsgBatchSendResult>();
        while (entries.Read())
            results.Add(entries.ToResult(Encoding.UTF8.GetString(entries.Identifier)));
        return results;
    }

    /// <inheritdoc cref="ParseArray(ReadOnlySpan{byte})"/>
    /// <param name="json">The array.</param>
    public static List<MsgBatchSendResult> ParseArray(string json) => ParseArray(Encoding.UTF8.GetBytes(json));

    /// <summary>This result in the SDK's JSON, on one line.</summary>
    /// <returns>The JSON.</returns>
    /// <exception cref="JsonException">The backend's JSON for the message is malformed.</exception>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        WriteJson(buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes this result in the SDK's JSON, on one line.</summary>
    /// <param name="output">Where to, UTF-8.</param>
    /// <exception cref="JsonException">The backend's JSON for the message is malformed. Nothing was written.</exception>
    public void WriteJson(IBufferWriter<byte> output)
    {
        using var writer = new Utf8JsonWriter(output, TimJson.WriterOptions);
        WriteJson(writer);
    }

    /// <summary>The identifier and what became of it, for logs and the debugger.</summary>
    /// <returns>A short text; its form may change.</returns>
    public override string ToString() => Outcome switch
    {
        SendOutcome.Sent => $"{Identifier}: sent",
        SendOutcome.Failed => $"{Identifier}: failed with {Code} {Desc}",
        _ => $"{Identifier}: unknown, {Code} {Desc}",
    };

    // Says where the identifier stood in what was asked.
    internal void StandAt(long place) => ordinal = place;

    // Says that nothing was handed over.
    internal void WasNotHandedOver() => attempts = 0;

    // Says that this is the result of one more attempt.
    internal void Follow(MsgBatchSendResult earlier)
    {
        attempts = earlier.Attempts + 1;
        Throttled = earlier.Throttled;
        IsDoubted = earlier.LeavesDoubt;
    }

    // What makes this the result of another call as well, which says itself which attempt it is.
    internal BackendAnswer Answer => answer;

    internal IMessageSource? Source => message;

    // What a failure is to the consumer where an attempt before may have arrived.
    internal MsgBatchSendResult AsDoubt() => new(Identifier, answer.AsDoubt(), message)
    {
        Attempts = Attempts,
        Ordinal = Ordinal,
        Send = Send,
    };

    internal void WriteJson(Utf8JsonWriter writer)
    {
        // First, for a message that is malformed or cannot be made throws, and by then nothing must be written.
        var json = message?.ToUtf8(Identifier);
        writer.WriteStartObject();
        writer.WriteNumber(ResultKeys.Code, Code);
        writer.WriteString(ResultKeys.Desc, Desc);
        writer.WriteString(ResultKeys.Identifier, Identifier);
        if (json is not null)
        {
            writer.WritePropertyName(ResultKeys.Message);
            WriteOnOneLine(writer, json.Value.Span);
        }
        if (UnknownKeys is not null)
        {
            foreach (var (key, value) in UnknownKeys)
            {
                writer.WritePropertyName(key);
                WriteOnOneLine(writer, Encoding.UTF8.GetBytes(value.GetRawText()));
            }
        }
        writer.WriteEndObject();
    }

    // A line break can stand in JSON only between tokens, where a space does as well. Raw, for the text is the backend's.
    private static void WriteOnOneLine(Utf8JsonWriter writer, ReadOnlySpan<byte> json)
    {
        if (json.IndexOfAny((byte)'\n', (byte)'\r') >= 0)
        {
            var line = json.ToArray();
            for (var i = 0; i < line.Length; i++)
            {
                if (line[i] is (byte)'\n' or (byte)'\r')
                    line[i] = (byte)' ';
            }
            json = line;
        }
        writer.WriteRawValue(json, skipInputValidation: true);
    }
}
