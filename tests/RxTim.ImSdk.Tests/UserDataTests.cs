namespace RxTim.ImSdk.Tests;

public class UserDataTests
{
    private const int Count = 10_000;

    [Fact]
    public async Task S10_Ten_thousand_texts_come_back_exactly_as_given()
    {
        using var sdk = new FakeImSdk(request =>
        {
            ThreadPool.QueueUserWorkItem(_ => request.Answer(0, request.Identifiers));
            return 0;
        });
        await SendAsync(sdk.Library);
        await sdk.Library.NothingPendingAsync();
    }

    [Fact]
    public async Task S10_Ten_thousand_texts_come_back_exactly_as_given_through_the_real_library()
    {
        using var library = RealImSdk.Load();
        await SendAsync(library);
        await library.NothingPendingAsync();
    }

    private static async Task SendAsync(ImSdkLibrary library)
    {
        await using var client = new TimClient(library.Transport);
        var random = new Random(20_260_101);
        var given = Enumerable.Range(0, Count).Select(i => i switch { 0 => null, 1 => "", _ => Text(random) }).ToArray();
        var returned = new string?[Count];
        var (calls, done) = (0, new TaskCompletionSource());
        for (var i = 0; i < Count; i++)
        {
            var place = i;
            var result = client.MsgBatchSend(Sends.To("user"), (ValueCallback<string>)((_, _, _, userData) =>
            {
                returned[place] = userData;
                if (Interlocked.Increment(ref calls) == Count)
                    done.SetResult();
            }), given[i]);
            Assert.Equal(TIMResult.Succ, result);
        }
        await done.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(given, returned);
        Assert.Equal(Count, calls);
    }

    // Any UTF-16 units: also zero characters and halves of surrogate pairs.
    private static string Text(Random random) =>
        string.Create(random.Next(1, 40), random, static (text, random) =>
        {
            foreach (ref var unit in text)
                unit = (char)random.Next(0x10000);
        });
}
