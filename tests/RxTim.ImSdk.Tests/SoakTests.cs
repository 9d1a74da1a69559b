using System.Collections.Concurrent;

namespace RxTim.ImSdk.Tests;

/// <summary>2,000 sends of 500 identifiers, eight at a time, most of them left at a random result: nothing remains.</summary>
public class SoakTests(ITestOutputHelper output)
{
    private const int SendCount = 2_000;
    private const int IdentifierCount = 500;

    private readonly MsgBatchSendParam param = Sends.To(IdentifierCount);

    [Fact]
    public async Task S13_Nothing_remains_with_callbacks_inside_the_call_later_in_parts_late_and_never()
    {
        var late = new ConcurrentQueue<FakeRequest>();
        var calls = 0;
        using var sdk = new FakeImSdk();
        sdk.OnSend = request =>
        {
            switch (Interlocked.Increment(ref calls) % 5)
            {
                case 0:
                    request.Answer(0, request.Identifiers);
                    break;
                case 1:
                    ThreadPool.QueueUserWorkItem(_ => request.Answer(0, request.Identifiers));
                    break;
                case 2:
                    foreach (var part in request.Identifiers.Chunk(17))
                        ThreadPool.QueueUserWorkItem(_ => request.Answer(0, part));
                    break;
                case 3:
                    request.Answer(6013, request.Identifiers.Take(10));
                    late.Enqueue(request);
                    if (late.Count > 100 && late.TryDequeue(out var old))
                        old.Answer(0, old.Identifiers);
                    break;
            }
            return 0;
        };
        // Short, for two calls of five are not answered in full.
        await SoakAsync(sdk.Library, new() { ResultTimeout = TimeSpan.FromMilliseconds(50) });
    }

    [Fact]
    public async Task S13_Nothing_remains_in_the_real_library()
    {
        using var library = RealImSdk.Load();
        await SoakAsync(library, new());
    }

    private async Task SoakAsync(ImSdkLibrary library, TimClientOptions options)
    {
        var random = new Random(20_260_102);
        await using var client = new TimClient(library.Transport, options);
        await SendAllAsync(client, SendCount / 10, random);
        var (managed, resident) = Memory();
        await SendAllAsync(client, SendCount, random);
        await library.NothingPendingAsync();
        var (managedAfter, residentAfter) = Memory();
        output.WriteLine(
            $"{SendCount} sends of {IdentifierCount}: pending {PendingRequests.Count(library)}, "
            + $"managed {managed >> 10:N0} kB -> {managedAfter >> 10:N0} kB, RSS {resident >> 10:N0} kB -> {residentAfter >> 10:N0} kB");
        Assert.InRange(managedAfter - managed, long.MinValue, 1 << 20);
        Assert.InRange(residentAfter - resident, long.MinValue, 32 << 20);
    }

    private async Task SendAllAsync(TimClient client, int count, Random random)
    {
        // Beyond the number of identifiers, so that some sends run to their end.
        var leaveAfter = Enumerable.Range(0, count).Select(_ => random.Next(IdentifierCount + 100)).ToArray();
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            var seen = 0;
            using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            try
            {
                await foreach (var result in client.MsgBatchSendAsync(param, cancellation.Token))
                {
                    if (++seen < leaveAfter[i])
                        continue;
                    // Half of them in one way, half in the other.
                    if (i % 2 == 0)
                        break;
                    await cancellation.CancelAsync();
                }
                Assert.True(seen == IdentifierCount || i % 2 == 0);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
            }
        });
    }

    private static (long Managed, long Resident) Memory()
    {
        var managed = GC.GetTotalMemory(forceFullCollection: true);
        return (managed, Environment.WorkingSet);
    }
}
