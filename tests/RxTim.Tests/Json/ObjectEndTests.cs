using System.Text;
using System.Text.Json;

namespace RxTim.Tests;

/// <summary>Where the scan finds a message's end: vectorised where there are vectors, and byte by byte.</summary>
public sealed class ObjectEndTests
{
    private const int BlockSize = 64;

    private static readonly byte[][] RealMessages =
        [.. Sample.MessagesOf(Sample.ImSdkCallback).Concat(Sample.MessagesOf(Sample.ApiPageCallback)).Select(Encoding.UTF8.GetBytes)];

    [Theory]
    [InlineData("{}", 2)]
    [InlineData("{}}", 2)]
    [InlineData("{{}", -1)]
    [InlineData("{", -1)]
    [InlineData("""{"}":"{"},{}""", 9)]
    [InlineData("""{"a":"\"}"}}""", 11)]
    [InlineData("""{"a":"\\"}"}""", 10)]
    [InlineData("""{"a":]} """, 7)]
    [InlineData("""{"a":[{},{"b":{}}]}]""", 19)]
    [InlineData("""{"a":"}""", -1)]
    [InlineData("""{"a":"\""", -1)]
    public void An_object_ends_at_the_brace_that_closes_its_first_one(string json, int length) =>
        Assert.Equal(length, BothWays(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void A_million_random_and_mutated_inputs_end_at_the_same_byte_both_ways()
    {
        const int Seed = 20260601;
        var random = new Random(Seed);
        var buffer = new byte[300];
        for (var i = 0; i < 1_000_000; i++)
        {
            var json = buffer.AsSpan(0, 1 + random.Next(buffer.Length));
            Fill(json, i, random);
            json[0] = (byte)'{';
            var expected = ObjectEnd.FindByByte(json);
            if (ObjectEnd.Find(json) != expected)
                Assert.Fail($"Seed {Seed}, input {i}: {ObjectEnd.Find(json)}, not {expected}, in {Convert.ToBase64String(json)}");
        }
    }

    [Fact]
    public void A_real_message_ends_at_its_last_byte_and_nowhere_if_it_is_cut()
    {
        foreach (var message in RealMessages)
        {
            Assert.Equal(message.Length, BothWays([.. message, .. "},{\"a\":\"}\"}]"u8]));
            for (var length = 1; length < message.Length; length++)
                Assert.Equal(-1, BothWays(message.AsSpan(0, length)));
        }
    }

    [Fact]
    public void A_real_message_ends_where_the_parser_says_at_whatever_byte_of_a_block_it_begins()
    {
        foreach (var message in RealMessages)
        {
            for (var before = 0; before < 2 * BlockSize; before++)
            {
                byte[] json = [.. "{\""u8, .. Enumerable.Repeat((byte)'x', before), .. "\":"u8, .. message, .. "}}}"u8];
                var reader = new Utf8JsonReader(json);
                reader.Read();
                reader.Skip();
                Assert.Equal(reader.BytesConsumed, BothWays(json));
            }
        }
    }

    [Fact]
    public void Backslashes_escape_across_every_boundary_of_a_block()
    {
        for (var before = 0; before < 2 * BlockSize; before++)
        {
            for (var backslashes = 0; backslashes < 2 * BlockSize + 2; backslashes++)
            {
                byte[] json = [.. "{\""u8, .. Enumerable.Repeat((byte)'x', before), .. Enumerable.Repeat((byte)'\\', backslashes), .. "\"}\"}"u8];
                var atFirst = json.Length - 2;
                Assert.Equal(backslashes % 2 == 0 ? atFirst : json.Length, BothWays(json));
            }
        }
    }

    [Fact]
    public void Braces_are_counted_over_many_blocks()
    {
        for (var depth = 1; depth < 5 * BlockSize; depth++)
        {
            byte[] json = [.. Enumerable.Repeat((byte)'{', depth), .. Enumerable.Repeat((byte)'}', depth)];
            Assert.Equal(json.Length, BothWays([.. json, .. "}}"u8]));
            Assert.Equal(-1, BothWays(json.AsSpan(0, json.Length - 1)));
        }
    }

    [Fact]
    public void Nothing_outside_of_the_buffer_is_read()
    {
        Assert.SkipUnless(GuardedMemory.Obstacle is null, GuardedMemory.Obstacle ?? "");
        using var memory = new GuardedMemory();
        for (var length = 1; length <= 5 * BlockSize; length++)
        {
            byte[] open = [(byte)'{', .. Enumerable.Repeat((byte)'x', length - 1)];
            Assert.Equal(-1, BothWays(memory.AtEnd(open)));
            Assert.Equal(-1, BothWays(memory.AtStart(open)));
            byte[] closed = [.. open, (byte)'}'];
            Assert.Equal(closed.Length, BothWays(memory.AtEnd(closed)));
            Assert.Equal(closed.Length, BothWays(memory.AtStart(closed)));
            Assert.Equal(-1, BothWays(memory.AtEnd([.. open, (byte)'"', (byte)'\\'])));
        }
    }

    private static int BothWays(ReadOnlySpan<byte> json)
    {
        var end = ObjectEnd.Find(json);
        Assert.Equal(ObjectEnd.FindByByte(json), end);
        return end;
    }

    // In turn: bytes that matter to the scan, some of them among others, whatever bytes, and a piece of a real message with faults.
    private static void Fill(Span<byte> json, int form, Random random)
    {
        random.NextBytes(json);
        if (form % 4 == 3)
        {
            var message = RealMessages[random.Next(RealMessages.Length)];
            var start = random.Next(message.Length);
            message.AsSpan(start, Math.Min(json.Length, message.Length - start)).CopyTo(json);
            for (var faults = random.Next(4); faults > 0; faults--)
                json[random.Next(json.Length)] = "{}\"\\"u8[random.Next(4)];
            return;
        }
        var alphabet = (form % 4) switch
        {
            0 => "{}\"\\"u8,
            1 => "{{{}}\"\"\\abcdefgh"u8,
            _ => [],
        };
        for (var i = 0; alphabet.Length > 0 && i < json.Length; i++)
            json[i] = alphabet[json[i] % alphabet.Length];
    }
}
