using System.Net;
using System.Text;
using static RxTim.Rest.Tests.Sending;

namespace RxTim.Rest.Tests;

/// <summary>Random answers, valid and broken, against what the server did and against another reading of them.</summary>
public class AnswerFuzzTests
{
    private const int Answers = 10_000;

    [Fact]
    public async Task S18_Of_10000_answers_none_is_taken_for_what_it_does_not_say()
    {
        HttpResponseMessage? next = null;
        await using var client = new TimClient(new RestTransport(new HttpClient(new StubHandler(_ => next!)), Options));
        var outcomes = new Dictionary<SendOutcome, int>();
        var answers = 0;
        for (var seed = 0; answers < Answers; seed++)
        {
            var random = new Random(seed);
            var made = RandomAnswer.Make(random);
            var damaged = random.Next(2) == 0;
            var bytes = damaged ? Damage(made.Bytes, random) : made.Bytes;
            var reading = AnswerReading.Of(bytes);
            // Those would be sent to again and again, with a pause each.
            if (reading.AllCodes.Any(TimErrorCodes.IsThrottled))
                continue;
            answers++;
            var status = random.Next(8) == 0 ? made.HasStored ? HttpStatusCode.BadGateway : HttpStatusCode.NotFound : HttpStatusCode.OK;
            next = new HttpResponseMessage(status) { Content = new StreamContent(new Pieces(bytes, random.Next(1, 200))) };

            var results = await SendAsync(client, made.Asked);

            foreach (var (identifier, result) in results)
            {
                var expected = status == HttpStatusCode.OK
                    ? reading.Says(identifier, made.Asked)
                    : (Code: null, Outcome: made.HasStored ? SendOutcome.Unknown : SendOutcome.Failed);
                var told = $"seed {seed}, HTTP {(int)status}: {result}, expected {expected} of {Encoding.Latin1.GetString(bytes)}";
                Assert.True(expected.Outcome == result.Outcome && (expected.Code is null || expected.Code == result.Code), told);
                if (!damaged)
                    Assert.True(result.Outcome == SendOutcome.Unknown || made.Stored.Contains(identifier) == result.IsSuccess, told);
                outcomes[result.Outcome] = outcomes.GetValueOrDefault(result.Outcome) + 1;
            }
        }
        Assert.All(Enum.GetValues<SendOutcome>(), outcome => Assert.InRange(outcomes[outcome], Answers / 10, int.MaxValue));
    }

    private static async Task<Dictionary<string, MsgBatchSendResult>> SendAsync(TimClient client, string[] asked)
    {
        var results = new List<MsgBatchSendResult>();
        try
        {
            var param = MsgBatchSendParam.Create(Message.Text("t"), asked);
            await foreach (var result in client.MsgBatchSendAsync(param, TestContext.Current.CancellationToken))
                results.Add(result);
        }
        catch (TimException stopped)
        {
            // A code that holds for every call: nothing was sent to these.
            results.AddRange(stopped.Refused.Select(identifier => new MsgBatchSendResult(identifier, stopped.Code)));
        }
        return results.OneEach(asked);
    }

    private static byte[] Damage(byte[] bytes, Random random)
    {
        var at = random.Next(bytes.Length);
        var any = (byte)(random.Next(3) == 0 ? random.Next(256) : bytes[random.Next(bytes.Length)]);
        return random.Next(5) switch
        {
            0 => bytes[..at],
            1 => [.. bytes[..at], any, .. bytes[(at + 1)..]],
            2 => [.. bytes[..at], any, .. bytes[at..]],
            3 => [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(1, 20))..]],
            _ => [.. bytes[..at], .. bytes[random.Next(at + 1)..]],
        };
    }
}
