using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace RxTim.Tests;

/// <summary>The reader of the SDK's own form gives what the serializer gives, or leaves it to the serializer.</summary>
public sealed class WireReaderTests
{
    private static readonly string[] Values =
    [
        "null", "true", "false", "\"\"", "\"text\"", "\"你好 😀\"", "\"\\\"\\u00e9\"", "\"\\ud83d\"", "\"a\tb\"", "\"open",
        "0", "1", "-1", "-0", "00", "01", "-01", "+1", "1.0", "1.5", "-22.5", "1e3", "1.", "-", "2147483647", "2147483648", "-2147483648", "-2147483649",
        "4294967295", "4294967296", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
        "18446744073709551615", "18446744073709551616", "[]", "[null]", "[\"a\",\"b\"]", "[1]", "[\"a\",]", "{}", "{\"new\":1}", "{\"new\":1,}", "nul", "nulls",
        "[{}]", "[{\"elem_type\":0}]", "[{\"elem_type\":0,}]", "[{\"elem_type\":0}{}]", "[{\"elem_type\":null}]", "1]", "1 ", " 1", "1,", "", "{\"new\":{\"a\":[1,{}]}}",
    ];

    public static TheoryData<Type> Objects =>
        [typeof(Message), typeof(UserProfile), typeof(TextElement), typeof(CustomElement), typeof(FaceElement), typeof(LocationElement)];

    [Theory, MemberData(nameof(Objects))]
    public void Every_documented_key_is_read_as_the_serializer_reads_it(Type type)
    {
        foreach (var key in KeysOf(type))
        {
            var read = 0;
            foreach (var value in Values)
            {
                var json = Encoding.UTF8.GetBytes(Within(type, $"\"{key}\":{value}"));
                if (ReadAsTheSerializer(json))
                    read++;
                ReadAsTheSerializer(Encoding.UTF8.GetBytes(Within(type, $"\"new\":1,\"{key}\":{value},\"newer\":\"\"")));
            }
            Assert.True(read > 1, $"{key} is left to the serializer.");
        }
    }

    [Fact]
    public void Real_messages_are_read_without_the_serializer()
    {
        foreach (var json in RealMessages())
            Assert.True(ReadAsTheSerializer(json));
    }

    [Fact]
    public void Keys_in_any_order_with_unknown_ones_between_them_are_read_without_the_serializer()
    {
        const int Seed = 20260602;
        var random = new Random(Seed);
        foreach (var json in RealMessages())
        {
            for (var i = 0; i < 100; i++)
            {
                var members = JsonNode.Parse(json)!.AsObject().ToList();
                members.Add(new("new", new JsonArray(1, null, "\"\\")));
                members.Add(new("message_", new JsonObject { ["message_seq"] = 1 }));
                members.Add(new("", null));
                var shuffled = new JsonObject();
                foreach (var (key, value) in members.OrderBy(_ => random.Next()))
                    shuffled[key] = value?.DeepClone();
                Assert.True(ReadAsTheSerializer(Encoding.UTF8.GetBytes(shuffled.ToJsonString())), $"seed {Seed}: {shuffled.ToJsonString()}");
            }
        }
    }

    [Fact]
    public void A_cut_message_is_left_to_the_serializer()
    {
        foreach (var json in RealMessages())
        {
            for (var length = 0; length < json.Length; length++)
                Assert.Null(MessageJson.TryDecode(json.AsSpan(0, length)));
        }
    }

    [Fact]
    public void A_message_with_faults_is_read_as_the_serializer_reads_it()
    {
        const int Seed = 20260603;
        var random = new Random(Seed);
        var messages = RealMessages();
        for (var i = 0; i < 30_000; i++)
        {
            var json = messages[i % messages.Count].ToList();
            for (var faults = random.Next(1, 4); faults > 0; faults--)
            {
                var at = random.Next(json.Count);
                var other = random.Next(3) == 0 ? (byte)random.Next(256) : "{}[]\",:\\0123.-e ntf\n"u8[random.Next(20)];
                if (random.Next(3) == 0)
                    json.Insert(at, other);
                else if (random.Next(2) == 0)
                    json.RemoveAt(at);
                else
                    json[at] = other;
            }
            byte[] bytes = [.. json];
            Assert.True(AgreesWithTheSerializer(bytes, out _), $"seed {Seed}, message {i}: {Convert.ToBase64String(bytes)}");
        }
    }

    private static List<byte[]> RealMessages() =>
    [
        .. Sample.MessagesOf(Sample.ImSdkCallback).Concat(Sample.MessagesOf(Sample.ApiPageCallback))
            .Select(static json => Encoding.UTF8.GetBytes(JsonNode.Parse(json)!.ToJsonString())),
    ];

    private static IEnumerable<string> KeysOf(Type type) =>
        type.GetProperties().Select(static property => property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name).OfType<string>();

    private static string Within(Type type, string members)
    {
        if (type == typeof(Message))
            return $"{{{members}}}";
        if (type == typeof(UserProfile))
            return $"{{\"message_sender_profile\":{{{members}}}}}";
        var number = (int)((MessageElement)Activator.CreateInstance(type)!).Type;
        return $"{{\"message_elem_array\":[{{\"elem_type\":{number},{members}}}]}}";
    }

    // Whether it did not need the serializer.
    private static bool ReadAsTheSerializer(byte[] json)
    {
        Assert.True(AgreesWithTheSerializer(json, out var message), Encoding.UTF8.GetString(json));
        return message is not null;
    }

    private static bool AgreesWithTheSerializer(byte[] json, out Message? message)
    {
        message = MessageJson.TryDecode(json);
        return message is null || message.Equals(BySerializer(json));
    }

    private static Message? BySerializer(byte[] json)
    {
        try
        {
            return TimJson.Decode(json, WireJsonContext.Default.Message);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
