using CsCheck;

namespace RxTim.Tests;

public sealed class RecentIdentifiersTests
{
    private const int StreamedWindow = 65_536;

    [Fact]
    public void A_repeat_is_known_among_the_last_distinct_ones_of_the_window()
    {
        var recent = new RecentIdentifiers(2);
        string[] asked = ["a", "b", "a", "b", "c", "a", "b", "b"];
        Assert.Equal([true, true, false, false, true, true, true, false], asked.Select(recent.Add));
    }

    /// <summary>Against a queue and a set of strings, with texts long enough to make the ring wrap and grow.</summary>
    [Fact]
    public void Repeats_are_known_as_with_a_set_of_strings() =>
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 6], Gen.Select(Gen.Int[0, 40], Gen.Int[0, 3]).Array[0, 300]).Sample(static (power, first, asked) =>
        {
            var window = 1 << power;
            var recent = new RecentIdentifiers(window, firstWindow: 1 << first);
            var known = new Queue<string>();
            foreach (var (number, shape) in asked)
            {
                var identifier = shape switch
                {
                    0 => $"{number}",
                    1 => new string((char)('a' + number % 26), number),
                    2 => new string('x', 40 * number) + number,
                    _ => $"{number}😀",
                };
                Assert.Equal(!known.Contains(identifier), recent.Add(identifier));
                if (known.Contains(identifier))
                    continue;
                known.Enqueue(identifier);
                if (known.Count > window)
                    known.Dequeue();
            }
        }, iter: 3_000);

    [Fact]
    public async Task In_a_list_a_repeat_is_known_however_far_back_it_is()
    {
        var names = Ask.Names(StreamedWindow + 10);
        await using var client = new TimClient(ScriptedTransport.SendsAll(), new() { IdentifiersPerCall = 10_000 });
        Assert.Equal(names.Length, (await client.RunAsync(Face.Pull, Ask.For([.. names, "u0"])).Soon()).Results.Count);
    }

    [Fact]
    public async Task In_a_streamed_source_a_repeat_is_known_within_the_window_only()
    {
        var names = Ask.Names(StreamedWindow);
        await using var client = new TimClient(ScriptedTransport.SendsAll(), new() { IdentifiersPerCall = 10_000 });
        var source = Ask.Streamed([.. names, "u0", "new", "u0"]);
        var ending = await Faces.PullAsync(client.MsgBatchSendAsync(Ask.Hi, source, TestContext.Current.CancellationToken)).Soon();
        Assert.Equal([.. names, "new", "u0"], ending.Identifiers);
    }

    [Fact]
    public async Task A_source_that_gives_one_identifier_for_ever_holds_nobody_back_and_is_left_alone_in_the_end()
    {
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var client = new TimClient(ScriptedTransport.SendsAll(), new() { IdentifiersPerCall = 10 });
        var observer = new RecordingObserver();
        var subscription = client.MsgBatchSend(Ask.Hi, ForEver(left)).Subscribe(observer);
        await observer.ResultsAsync(2);
        Assert.Equal(["first", "again"], observer.Results.Select(static result => result.Identifier));
        subscription.Dispose();
        await left.Task.Soon();
    }

    private static async IAsyncEnumerable<string> ForEver(TaskCompletionSource left)
    {
        await Task.CompletedTask;
        try
        {
            yield return "first";
            while (true)
                yield return "again";
        }
        finally
        {
            left.SetResult();
        }
    }
}
