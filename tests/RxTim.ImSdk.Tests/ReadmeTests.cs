namespace RxTim.ImSdk.Tests;

/// <summary>The package's README, compiled; and run as far as it goes without Tencent's library.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public async Task Without_a_library_the_example_of_the_README_says_so()
    {
        var param = MsgBatchSendParam.Create(Message.Text("hello"), "alice");
        var missing = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));
        await Assert.ThrowsAsync<DllNotFoundException>(
            () => ExampleAsync(missing, 1_400_000_000, "alice", "sig", param, TestContext.Current.CancellationToken));
    }

    private static async Task ExampleAsync(
        string path, ulong sdkAppId, string userId, string userSig, MsgBatchSendParam param, CancellationToken cancellationToken)
    {
        using var library = ImSdkLibrary.Load(path);                       // libImSDK.so, ImSDK.dll, or the folder it is in
        library.Init(sdkAppId);
        await library.LoginAsync(userId, userSig, cancellationToken);
        await using var client = new TimClient(library.Transport);
        await foreach (var result in client.MsgBatchSendAsync(param, cancellationToken))
            Console.WriteLine(result);
    }
}
