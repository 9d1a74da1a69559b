using System.Text;
using System.Text.Json;

namespace RxTim.Tests;

/// <summary>A message that is kept as what sets it apart from another: it is that message, and ends where the scan finds its end.</summary>
public sealed class MessageDeltaTests
{
    private static readonly byte[] RealMessage = Encoding.UTF8.GetBytes(Sample.MessagesOf(Sample.ImSdkCallback)[0]);

    [Theory]
    [InlineData("""{"id":"a","seq":1}""", """{"id":"a","seq":1}""")]
    [InlineData("""{"id":"a","seq":1}""", """{"id":"bcd","seq":18446744073709551615}""")]
    [InlineData("""{"id":"abc","seq":12}""", """{"id":"","seq":2}""")]
    [InlineData("""{"id":"user_1","seq":1}""", """{"id":"user_12","seq":11}""")]
    [InlineData("""{"id":"","seq":0}""", """{"id":"用户😀","seq":null}""")]
    [InlineData("""{"t":"a\n1","o":{"x":[]}}""", """{"t":"a\n2","o":{"x":[]}}""")]
    [InlineData("""{"id":"[a],:b"}""", """{"id":"[c],:d"}""")]
    public void A_message_that_differs_in_values_is_kept_as_these(string model, string message)
    {
        var delta = Of(Encoding.UTF8.GetBytes(message + "},{\"x\":\"}\"}]"), Encoding.UTF8.GetBytes(model));
        Assert.Equal(message, Encoding.UTF8.GetString(Bytes(delta!)));
    }

    [Theory]
    [InlineData("""{"a":"\n"}""", """{"a":"\""}""")]
    [InlineData("""{"a":"\"}"}""", """{"a":"\\"}"}""")]
    [InlineData("""{"a":"x"}""", """{"a":"\"}"}""")]
    [InlineData("""{"a":1}""", """{"a":{}}""")]
    [InlineData("""{"a":1}""", """{"a":"1"}""")]
    [InlineData("""{"a":1}""", """{"a":1,"b":2}""")]
    [InlineData("""{"a":1,"b":2}""", """{"a":1}""")]
    [InlineData("""{"a":1}""", """["a"]""")]
    [InlineData("""{"a":1}""", "")]
    [InlineData("{}", "null")]
    public void A_message_of_another_structure_is_not(string model, string message) =>
        Assert.Null(Of(Encoding.UTF8.GetBytes(message), Encoding.UTF8.GetBytes(model)));

    [Fact]
    public void A_message_that_differs_in_much_is_not()
    {
        var text = new string('x', 300);
        Assert.Null(Of(Encoding.UTF8.GetBytes($$"""{"a":"{{text}}"}"""), "{\"a\":\"y\"}"u8.ToArray()));
        Assert.Null(Of("{\"a\":\"y\"}"u8, Encoding.UTF8.GetBytes($$"""{"a":"{{text}}"}""")));
        var large = new string('x', 70_000);
        var same = Encoding.UTF8.GetBytes($$"""{"a":"{{large}}","b":1}""");
        Assert.Null(Of(Encoding.UTF8.GetBytes($$"""{"a":"{{large}}","b":2}"""), same));
        Assert.Equal(same, Bytes(Of(same, same)!));
    }

    [Fact]
    public void A_million_mutated_messages_end_where_the_scan_finds_their_end()
    {
        const int Seed = 20261124;
        var random = new Random(Seed);
        var kept = 0;
        for (var i = 0; i < 1_000_000; i++)
        {
            var (model, json) = Pair(random);
            if (MessageDelta.Of(json, model, out var length) is not { } delta)
                continue;
            kept++;
            var end = ObjectEnd.FindByByte(json);
            if (length != end || delta.Length != end || !Bytes(delta).AsSpan().SequenceEqual(json.AsSpan(0, end)))
            {
                Assert.Fail($"Seed {Seed}, pair {i}: {length}, {delta.Length}, not {end}, for {Convert.ToBase64String(json)} "
                    + $"by {Convert.ToBase64String(model)}");
            }
        }
        Assert.InRange(kept, 100_000, 900_000);
    }

    [Fact]
    public void A_message_that_is_cut_is_not_kept_and_nothing_outside_of_the_buffer_is_read()
    {
        Assert.SkipUnless(GuardedMemory.Obstacle is null, GuardedMemory.Obstacle ?? "");
        using var memory = new GuardedMemory();
        var other = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(RealMessage).Replace("test_win_05", "someone else"));
        Assert.NotEqual(RealMessage, other);
        for (var length = 0; length < other.Length; length++)
        {
            Assert.Null(Of(memory.AtEnd(other.AsSpan(0, length)), RealMessage));
            Assert.Null(Of(memory.AtStart(other.AsSpan(0, length)), RealMessage));
        }
        Assert.Equal(other, Bytes(Of(memory.AtEnd(other), RealMessage)!));
    }

    [Fact]
    public void Each_result_of_a_callback_has_its_own_message()
    {
        var entry = Sample.ImSdkCallback[1..(Sample.ImSdkCallback.IndexOf("}},{", StringComparison.Ordinal) + 2)];
        string[] identifiers = ["a", "bob", "a name that is longer", "用户😀", "with \\\"quotes\\\"", "a"];
        var entries = identifiers.Select((identifier, i) => entry.Replace("test_win_05", identifier, StringComparison.Ordinal)
            .Replace("\"message_seq\":0", $"\"message_seq\":{i * 1_000}", StringComparison.Ordinal)).ToList();
        var json = $"[{string.Join(",", entries)}]";
        var results = MsgBatchSendResult.ParseArray(json);

        foreach (var (expected, result) in JsonDocument.Parse(json).RootElement.EnumerateArray().Zip(results))
        {
            JsonAssert.Same(expected.GetRawText(), result.ToJson());
            Assert.Equal(expected.GetProperty("msg_batch_send_result_identifier").GetString(), result.Message!.ConvId);
            Assert.Equal(expected.GetProperty("msg_batch_send_result_msg").GetProperty("message_seq").GetUInt64(), result.Message.Seq);
            JsonAssert.Same(expected.GetRawText(), result.ToJson());
        }
    }

    // A model that ends at its last byte, and the same with faults and something behind it.
    private static MessageDelta? Of(ReadOnlySpan<byte> json, byte[] model) => MessageDelta.Of(json, model, out _);

    private static byte[] Bytes(MessageDelta delta)
    {
        var json = new byte[delta.Length];
        delta.CopyTo(json);
        return json;
    }

    private static (byte[] Model, byte[] Json) Pair(Random random)
    {
        byte[] model;
        if (random.Next(4) == 0)
        {
            model = RealMessage;
        }
        else
        {
            var body = new byte[random.Next(40)];
            for (var i = 0; i < body.Length; i++)
                body[i] = "{}\"\"\\,,abc01"u8[random.Next(12)];
            model = [(byte)'{', .. body, .. "}\"}}}\"}}}}}"u8];
            var end = ObjectEnd.FindByByte(model);
            if (end < 0)
                model = "{}"u8.ToArray();
            else
                model = model[..end];
        }
        var json = model.ToList();
        for (var faults = random.Next(4); faults > 0; faults--)
        {
            var at = random.Next(json.Count);
            var value = "{}\"\\,abc012"u8[random.Next(11)];
            if (random.Next(3) == 0)
                json[at] = value;
            else if (random.Next(2) == 0)
                json.Insert(at, value);
            else if (json.Count > 1)
                json.RemoveAt(at);
        }
        if (json[0] != '{')
            json.Insert(0, (byte)'{');
        return (model, [.. json, .. "},{\"}"u8]);
    }
}
