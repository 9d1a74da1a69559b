using CsCheck;

namespace RxTim.Tests;

/// <summary>Whatever a backend answers: one result for each identifier, and no more attempts than allowed.</summary>
public sealed class RetryPropertyTests
{
    private static readonly int[] Answers = [0, 0, 91000, 91000, 60007, 70107, 6012];

    private sealed record Plan(int Seed, int Identifiers, int PerCall, int Concurrent, int MaxAttempts, bool RetryUnknown, bool SendEach);

    [Fact]
    public Task Each_identifier_has_one_result_that_says_how_often_it_was_handed_over() =>
        Gen.Select(Gen.Int, Gen.Int[0, 40], Gen.Int[1, 7], Gen.Int[1, 4], Gen.Int[1, 4], Gen.Bool, Gen.Bool)
            .Select(static (seed, identifiers, perCall, concurrent, attempts, unknown, each) =>
                new Plan(seed, identifiers, perCall, concurrent, attempts, unknown, each))
            .SampleAsync(RunAsync, iter: 150);

    private static async Task RunAsync(Plan plan)
    {
        var time = new VirtualTime();
        var random = new Random(plan.Seed);
        var handedOver = new Dictionary<string, int>();
        var throttled = new Dictionary<string, int>();
        var stamps = new Dictionary<string, HashSet<(uint, uint)>>();
        var transport = new ScriptedTransport(call =>
        {
            var later = new List<(string Identifier, int Code)>();
            lock (random)
            {
                foreach (var identifier in call.Identifiers)
                {
                    handedOver[identifier] = handedOver.GetValueOrDefault(identifier) + 1;
                    if (!stamps.TryGetValue(identifier, out var known))
                        stamps[identifier] = known = [];
                    known.Add((call.Random, call.Sequence));
                    var code = Answers[random.Next(Answers.Length)];
                    if (code == 60007)
                        throttled[identifier] = throttled.GetValueOrDefault(identifier) + 1;
                    later.Add((identifier, code));
                }
            }
            foreach (var (identifier, code) in later)
            {
                if (code != TimErrorCodes.RequestTimeout)
                    call.Answer(identifier, code);
            }
            call.Lose("no answer");
        });
        await using var client = new TimClient(transport, new()
        {
            TimeProvider = time,
            ResultTimeout = Timeout.InfiniteTimeSpan,
            IdentifiersPerCall = plan.PerCall,
            MaxConcurrentCalls = plan.Concurrent,
            Retry = new() { MaxAttempts = plan.MaxAttempts, RetryUnknown = plan.RetryUnknown },
            Duplicates = plan.SendEach ? DuplicateIdentifiers.SendEach : DuplicateIdentifiers.SendOnce,
        });
        var asked = Enumerable.Range(0, plan.Identifiers).Select(static i => $"u{i % 30}").ToArray();
        var running = client.RunAsync(plan.Seed % 2 == 0 ? Face.Push : Face.StreamedPull, MsgBatchSendParam.Create(Ask.Hi, asked));
        await time.PassUntilAsync(running, stepInSeconds: 5);
        var ending = await running.Soon();

        Assert.Null(ending.Error);
        Assert.Equal((plan.SendEach ? asked : asked.Distinct()).Order(), ending.Identifiers.Order());
        foreach (var results in ending.Results.GroupBy(static result => result.Identifier))
        {
            Assert.Equal(handedOver[results.Key], results.Sum(static result => result.Attempts));
            Assert.InRange(
                results.Sum(static result => result.Attempts), 1, (plan.MaxAttempts * results.Count()) + throttled.GetValueOrDefault(results.Key));
            Assert.InRange(stamps[results.Key].Count, 1, results.Count());
        }
        await time.NoTimerAliveAsync();
    }
}
