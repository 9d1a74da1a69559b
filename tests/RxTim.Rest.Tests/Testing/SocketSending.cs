using static RxTim.Rest.Tests.Sending;

namespace RxTim.Rest.Tests;

/// <summary>A send of three identifiers to a <see cref="RawServer"/>.</summary>
internal static class SocketSending
{
    public const string SentToAll = """{"ActionStatus":"OK","ErrorCode":0,"MsgKey":"1_2_3"}""";
    public static readonly string[] Asked = ["a", "b", "c"];

    public static RawServer Answering(Func<RawConnection, Task> answer) => new(async connection =>
    {
        while (true)
        {
            await connection.ReadRequestAsync();
            await answer(connection);
        }
    });

    public static Task<List<MsgBatchSendResult>> SendTo(Uri address) =>
        SendAsync(new SocketsHttpHandler { UseProxy = false }, Options with { Domain = address }, Message.Text("t"), Asked);

    public static void Expect(List<MsgBatchSendResult> results, SendOutcome outcome, int code, string says) =>
        Assert.All(results.OneEach(Asked).Values, result =>
        {
            Assert.Equal((outcome, code), (result.Outcome, result.Code));
            Assert.Contains(says, result.Desc, StringComparison.Ordinal);
        });
}
