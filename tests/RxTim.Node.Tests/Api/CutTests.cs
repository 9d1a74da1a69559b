using System.Net;
using System.Text;

namespace RxTim.Node.Tests;

/// <summary>Clients that leave in the middle of a body.</summary>
public sealed class CutTests
{
    [Fact]
    public async Task A_client_that_leaves_ends_its_own_request_and_what_was_taken_stays_taken()
    {
        await using var api = await RunningApi.StartAsync();
        var body = Body.Of("alice", "bob");
        StartedSend send;
        using (await api.ConnectAsync(Head($"Content-Length: {body.Length + 100}") + body))
            send = await TakenAsync(api, 2);
        await send.Left.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["alice", "bob"], send.Taken);
        Assert.Equal(HttpStatusCode.OK, (await api.PostAsync("/sends/summer", Body.Of("carol"))).Status);
        Assert.Equal(["carol"], api.Sends.Started["summer"].Taken);
    }

    [Fact]
    public async Task A_body_that_is_malformed_in_the_middle_is_refused()
    {
        await using var api = await RunningApi.StartAsync();
        var body = Body.Of("alice");
        using var socket = await api.ConnectAsync(Head("Transfer-Encoding: chunked") + $"{body.Length:x}\r\n{body}\r\n");
        var send = await TakenAsync(api, 1);
        await socket.SendAsync("this is no chunk\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        var answer = new byte[1_000];
        var read = await socket.ReceiveAsync(answer, TestContext.Current.CancellationToken);
        Assert.StartsWith("HTTP/1.1 400", Encoding.ASCII.GetString(answer, 0, read));
        Assert.Equal(["alice"], send.Taken);
    }

    private static async Task<StartedSend> TakenAsync(RunningApi api, int count)
    {
        StartedSend? send;
        while (!api.Sends.Started.TryGetValue("spring", out send) || send.Taken.Count < count)
            await Task.Yield();
        return send;
    }

    private static string Head(string length) =>
        $"POST /sends/spring HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\n{length}\r\n\r\n";
}
