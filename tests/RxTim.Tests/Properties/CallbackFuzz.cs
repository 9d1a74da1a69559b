using System.Text;
using System.Text.Json;
using CsCheck;

namespace RxTim.Tests;

/// <summary>
/// S14 and S18 over random callbacks, valid and broken, against a reading of their own (<see cref="PlainReading"/>): an outcome is never
/// Sent where the answer says otherwise, never Failed where it does not say so, and nobody is lost.
/// </summary>
public sealed class CallbackFuzz
{
    private static readonly string[] Asked = ["a", "b", "you", "你好", "d😀", "e\"\\q", "\ufffd"];

    private static readonly Gen<string> AnyIdentifier = Gen.Frequency(
        (8, Gen.OneOf(Asked).Select(static text => JsonSerializer.Serialize(text))),
        (8, Gen.OneOf(Asked).Select(static text => $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"")),
        (4, Gen.OneOf("\"A\"", "\"b \"", "\"\"", "\"\\ud800\"", "\"x\\udc00\"", "\"stranger\"", "\"\xa4\"")), (1, Gen.OneOf("7", "null")));

    private static readonly Gen<string> AnyCode = Gen.Frequency(
        (30, Gen.OneOf("0", "7", "70107", "20003", "6012", "0")), (1, Gen.OneOf("-0", "-4", "00", "0.0", "0e0", "\"0\"", "null", "4294967296")));

    private static readonly Gen<string> AnyDesc = Gen.Frequency(
        (30, Gen.OneOf("\"\"", "\"no\"", "null", "\"\\ud83d\"", "\"}}]\"", "\"\xe4\xbd\"", "\"\\\\\\\"\"")), (1, Gen.Const("1")));

    // Among them what looks like entries where none are.
    private static readonly Gen<string> AnyValue = Gen.Frequency((30, Gen.OneOf(
        "{}", "null", "{\"message_seq\":1,\"message_sender\":\"a\"}", "{\"t\":\"}}],[{{\",\"u\":[{\"x\":{}}]}", "{\"t\":\"\\ud800\"}", "{\"t\":\"\xff\"}",
        "{\"msg_batch_send_result_code\":0,\"msg_batch_send_result_identifier\":\"a\",\"msg_batch_send_result_desc\":\"\"}",
        "{\"t\":\"{\\\"msg_batch_send_result_code\\\":0,\\\"msg_batch_send_result_identifier\\\":\\\"b\\\"}\"}",
        "{\"message_seq\":2,\"message_sender\":\"b\"}")),
        (2, Gen.OneOf("{\"message_seq\":01}", "{\"t\":\"\\q\"}")), (1, Gen.OneOf("[1,2]", "\"text\"")));

    private static readonly Gen<string> AnyEntry = Gen.Select(AnyCode, AnyDesc, AnyIdentifier, AnyValue, AnyValue, Gen.Int[0, 63], Gen.Int[0, 20]).Select(
        static (code, desc, identifier, message, unknown, form, order) =>
        {
            var members = new List<string> { Member("code", code), Member("desc", desc), Member("identifier", identifier) };
            if (form % 8 > 2)
                members.Add(Member("msg", message));
            if (form % 8 == 7)
                members.Add($"\"later\":{unknown}");
            if (form is 1 or 9)
                members.Add(Member("code", "0"));
            if (form == 17)
                members.RemoveAt(order % 3);
            if (order > 14)
                members.Reverse(0, Math.Min(members.Count, order - 12));
            return $"{{{string.Join(order == 20 ? " ,\n" : ",", members)}}}";
        });

    private static readonly Gen<(int At, byte Value, int Form)> AnyFault = Gen.Select(
        Gen.Int[0, 1_200], Gen.OneOf(Gen.Byte, Gen.OneOf("{}[]\",:\\01 -en\n"u8.ToArray())), Gen.Int[0, 3]);

    private static readonly Gen<(byte[] Json, int Code, bool Pulled)> AnyAnswer =
        Gen.Select(AnyEntry.Array[0, 9], AnyFault.Array[0, 2], Gen.Int[0, 9], Gen.OneOf(0, 0, 20003, 6012), Gen.Bool).Select(
            static (entries, faults, form, code, pulled) =>
            {
                var text = form switch
                {
                    0 => "",
                    1 => "null",
                    2 => $"\ufeff[{string.Join(",", entries)}]",
                    3 => $" [ {string.Join(" , ", entries)} ]\n",
                    _ => $"[{string.Join(",", entries)}]",
                };
                // Latin-1's upper half stands for bytes, which need be no UTF-8.
                var json = text.EnumerateRunes()
                    .SelectMany(static rune => rune.Value < 0x100 ? [(byte)rune.Value] : Encoding.UTF8.GetBytes(rune.ToString())).ToList();
                foreach (var fault in form < 6 ? faults : [])
                    Damage(json, fault);
                return (json.ToArray(), code, pulled);
            });

    [Fact]
    public async Task S18_An_outcome_is_what_the_answer_says_over_random_callbacks()
    {
        int said = 0, unread = 0, lost = 0;
        await AnyAnswer.SampleAsync(
            async answer =>
            {
                var reading = new PlainReading(answer.Json);
                Check(reading, answer.Code, await RunAsync(answer));
                Interlocked.Add(ref said, reading.Entries.Count);
                Interlocked.Add(ref unread, reading.Unread is null ? 0 : 1);
                Interlocked.Add(ref lost, reading.IsMalformed ? 1 : 0);
            },
            TestContext.Current.TestOutputHelper!.WriteLine,
            iter: 10_000,
            threads: 2,
            print: static answer => $"code {answer.Code}, {Encoding.Latin1.GetString(answer.Json)}");

        // Or the test would say little.
        Assert.True(said > 10_000 && unread > 100 && lost > 1_000, $"{said} entries, {unread} unread, {lost} malformed");
    }

    private static void Check(PlainReading reading, int code, IReadOnlyList<MsgBatchSendResult> results)
    {
        Assert.Equal(Asked.Order(StringComparer.Ordinal), results.Select(static result => result.Identifier).Order(StringComparer.Ordinal));
        foreach (var result in results)
        {
            var entry = reading.Entries.FindIndex(entry => entry.Identifier == result.Identifier);
            if (entry >= 0)
                Assert.Equal((reading.Entries[entry].Code, OutcomeOf(reading.Entries[entry].Code)), (result.Code, result.Outcome));
            else if (result.Outcome != SendOutcome.Unknown && reading.Unread is not null)
                Assert.True(reading.CouldClaim(result.Identifier, sent: result.Outcome == SendOutcome.Sent), result.ToString());
            else if (reading.Entries.Count == 0 && code != 0 && !(reading.IsMalformed && reading.IsArray))
                Assert.Equal((code, OutcomeOf(code)), (result.Code, result.Outcome));
            else
                Assert.Equal(SendOutcome.Unknown, result.Outcome);
        }
    }

    private static SendOutcome OutcomeOf(int code) =>
        code == 0 ? SendOutcome.Sent : TimErrorCodes.IsUnknownOutcome(code) ? SendOutcome.Unknown : SendOutcome.Failed;

    private static async Task<IReadOnlyList<MsgBatchSendResult>> RunAsync((byte[] Json, int Code, bool Pulled) answer)
    {
        var transport = new ScriptedTransport(call =>
        {
            call.OnCallback(answer.Code, "desc", answer.Json);
            call.Lose("no more comes");
        });
        await using var client = new TimClient(transport);
        var ending = await client.RunAsync(answer.Pulled ? Face.Pull : Face.Push, Ask.For(Asked)).Soon();
        Assert.Null(ending.Error);
        return ending.Results;
    }

    private static void Damage(List<byte> json, (int At, byte Value, int Form) fault)
    {
        if (fault.At >= json.Count)
            return;
        switch (fault.Form)
        {
            case 0:
                json[fault.At] = fault.Value;
                break;
            case 1:
                json.Insert(fault.At, fault.Value);
                break;
            case 2:
                json.RemoveAt(fault.At);
                break;
            default:
                json.RemoveRange(fault.At, Math.Min(fault.Value, json.Count - fault.At));
                break;
        }
    }

    private static string Member(string key, string value) => $"\"msg_batch_send_result_{key}\":{value}";
}
