using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using RxTim.Orleans;

namespace RxTim.Node;

/// <summary>The first line of a send's body: what is sent, and how.</summary>
internal sealed record SendRequest(Message Message, ClusterSendOptions Options)
{
    /// <summary>The longest first line.</summary>
    public const int MostBytes = 1 << 20;

    private const string Form =
        "The first line is an object: {\"message\":{…},\"inDoubt\":\"report|check|resend\",\"gracePeriodSeconds\":10}.";

    /// <exception cref="ApiException">It is not as it must be.</exception>
    public static SendRequest Read(in ReadOnlySequence<byte> line, Func<Message, string?> faultOf)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var request = Read(json.RootElement);
            if (request.Message.Elements is not { Count: > 0 })
                throw Wrong("The message has no elements (message_elem_array), so there is nothing to send.");
            if (faultOf(request.Message) is { } fault)
                throw Wrong(fault);
            request.Options.Validate(request.Message);
            return request;
        }
        catch (JsonException wrong)
        {
            throw Wrong($"{Form} {Reason(wrong)}", wrong);
        }
        catch (ArgumentException wrong)
        {
            throw Wrong(wrong.Message.Split(" (Parameter '")[0], wrong);
        }
    }

    private static SendRequest Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw Wrong(Form);
        Message? message = null;
        var options = new ClusterSendOptions();
        foreach (var property in root.EnumerateObject())
        {
            switch (property.Name)
            {
                case "message":
                    message = Message.Parse(JsonMarshal.GetRawUtf8Value(property.Value));
                    break;
                case "inDoubt":
                    options = options with { InDoubt = InDoubt(property.Value) };
                    break;
                case "gracePeriodSeconds":
                    options = options with { GracePeriod = Seconds(property.Value) };
                    break;
                default:
                    throw Wrong($"{Form} {Quoted.Text(property.Name)} is not known.");
            }
        }
        return new SendRequest(message ?? throw Wrong($"{Form} The message is missing."), options);
    }

    private static InDoubtPolicy InDoubt(JsonElement value) => (value.ValueKind == JsonValueKind.String ? value.GetString() : null) switch
    {
        "report" => InDoubtPolicy.Report,
        "check" => InDoubtPolicy.Check,
        "resend" => InDoubtPolicy.Resend,
        _ => throw Wrong("inDoubt is report, check or resend."),
    };

    private static TimeSpan Seconds(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds is >= 0 and < 4_233_600
            ? TimeSpan.FromSeconds(seconds)
            : throw Wrong("gracePeriodSeconds is a number, zero or more, under 49 days.");

    private static ApiException Wrong(string error, Exception? inner = null) => new(ApiFault.BadInput(error, 1), inner);

    // The exception's message ends with a position of its own, which counts from 0.
    private static string Reason(JsonException wrong)
    {
        var end = wrong.Message.IndexOf(" Path: ", StringComparison.Ordinal);
        return Quoted.Printable(end < 0 ? wrong.Message : wrong.Message[..end]);
    }
}
