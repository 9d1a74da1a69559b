using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace RxTim.Emulator.Tests;

public class PageTests
{
    [Theory]
    [InlineData("", "text/html", HttpStatusCode.OK)]
    [InlineData("inbox.css", "text/css", HttpStatusCode.OK)]
    [InlineData("views.css", "text/css", HttpStatusCode.OK)]
    [InlineData("inbox.js", "text/javascript", HttpStatusCode.OK)]
    [InlineData("single.js", "text/javascript", HttpStatusCode.OK)]
    [InlineData("inbox.svg", "image/svg+xml", HttpStatusCode.OK)]
    [InlineData("emulator/state", "application/json", HttpStatusCode.OK)]
    [InlineData("emulator", "application/json", HttpStatusCode.NotFound)]
    [InlineData("inbox.html", "application/json", HttpStatusCode.NotFound)]
    [InlineData("emulator/nothing", "application/json", HttpStatusCode.NotFound)]
    [InlineData("../../etc/passwd", "application/json", HttpStatusCode.NotFound)]
    [InlineData("v4/openim/sendmsg", "application/json", HttpStatusCode.OK)]
    public async Task Every_answer_has_its_type_and_the_headers_that_keep_a_browser_safe(string path, string type, HttpStatusCode status)
    {
        await using var running = await RunningServer.StartAsync();

        using var response = await running.Client.Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal((status, type), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.StartsWith("default-src 'self'", response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.Empty(response.Headers.Server);
    }

    [Fact]
    public async Task The_secret_key_is_on_no_page()
    {
        await using var running = await RunningServer.StartAsync();

        foreach (var path in (string[])["", "inbox.js", "emulator/state", "emulator/faults"])
            Assert.DoesNotContain(RawClient.Secret, await running.Client.Http.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("evil.example", 403)]
    [InlineData("localhost.evil.example", 403)]
    [InlineData("127.0.0.1.evil.example", 403)]
    [InlineData("8.8.8.8", 403)]
    [InlineData("localhost", 200)]
    [InlineData("LOCALHOST", 200)]
    [InlineData("LocalHost:8080", 200)]
    [InlineData("[::1]", 200)]
    [InlineData("127.0.0.2", 200)]
    [InlineData("127.0.0.1:1", 200)]
    public async Task A_foreign_name_that_points_here_is_not_answered(string host, int status)
    {
        await using var running = await RunningServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "emulator/state");
        request.Headers.Host = host;

        using var response = await running.Client.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Faults_cannot_be_set_by_a_form_of_another_page()
    {
        await using var running = await RunningServer.StartAsync();
        using var content = new StringContent("{}", Encoding.UTF8, "text/plain");

        using var response = await running.Client.Http.PutAsync(new Uri("emulator/faults", UriKind.Relative), content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Accounts_are_found_by_part_of_their_name_by_name_and_in_pages()
    {
        await using var running = await RunningServer.StartAsync();
        var accounts = string.Join(',', Enumerable.Range(100, 120).Select(static number => $"\"user{number}\""));
        await running.Client.PostAsync(RawClient.BatchSend, RawClient.Body($"[{accounts},\"Alice\"]"));
        await running.Client.PostAsync("v4/im_open_login_svc/account_import", """{"UserID":"zoe"}""");

        Assert.Equal(["Alice"], Ids(await running.Client.GetAsync("emulator/accounts?search=lic")));
        Assert.Equal(["user111"], Ids(await running.Client.GetAsync("emulator/accounts?order=name&search=user111")));
        var names = new List<string?>();
        for (string? next = ""; next is not null;)
        {
            var page = await running.Client.GetAsync($"emulator/accounts?order=name&from={next}");
            names.AddRange(Ids(page));
            next = page.GetProperty("next").GetString();
        }
        Assert.Equal(123, names.Count);
        Assert.Equal(("Alice", "administrator", "user100", "zoe"), (names[0], names[1], names[2], names[^1]));
        var latest = await running.Client.GetAsync("emulator/accounts");
        var rest = await running.Client.GetAsync($"emulator/accounts?from={latest.GetProperty("next").GetString()}");
        Assert.Equal(100, Ids(latest).Concat(Ids(rest)).Distinct().Count());
    }

    [Fact]
    public async Task The_feed_tells_of_each_call_and_counts_what_was_too_fast()
    {
        await using var running = await RunningServer.StartAsync();
        using var stream = await running.Client.Http.GetStreamAsync(new Uri("emulator/feed", UriKind.Relative), TestContext.Current.CancellationToken);
        using var events = new StreamReader(stream);
        Assert.Equal(0, (await NextAsync(events)).GetProperty("calls").GetInt64());

        for (var call = 0; call < 400; call++)
            await running.Client.PostAsync(RawClient.BatchSend, RawClient.Body($"[\"user{call}\"]"));
        await running.Client.PostAsync(RawClient.BatchSend, "{");

        var (told, calls) = (0L, 0L);
        JsonElement last = default;
        while (calls < 401)
        {
            var news = await NextAsync(events);
            calls = news.GetProperty("calls").GetInt64();
            Assert.InRange(news.GetProperty("rows").GetArrayLength(), 0, 50);
            told += news.GetProperty("rows").GetArrayLength() + news.GetProperty("skipped").GetInt64();
            last = news.GetProperty("rows").EnumerateArray().Last();
        }
        Assert.Equal(401, told);
        Assert.Equal(90001, last.GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task What_is_no_HTTP_is_answered_without_a_trace()
    {
        await using var running = await RunningServer.StartAsync();
        foreach (var request in (string[])["garbage\r\n\r\n", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", "POST /v4/openim/sendmsg HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"])
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(IPAddress.Loopback, running.Server.Port, TestContext.Current.CancellationToken);
            await using var stream = socket.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
            socket.Client.Shutdown(SocketShutdown.Send);
            using var reader = new StreamReader(stream);
            var answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotContain("HTTP/1.1 5", answer);
            Assert.DoesNotContain("   at ", answer);
        }
    }

    private static IEnumerable<string?> Ids(JsonElement page) =>
        page.GetProperty("accounts").EnumerateArray().Select(static account => account.GetProperty("id").GetString());

    private static async Task<JsonElement> NextAsync(StreamReader events)
    {
        while (true)
        {
            var line = await events.ReadLineAsync(TestContext.Current.CancellationToken);
            if (line!.StartsWith("data: ", StringComparison.Ordinal))
                return JsonElement.Parse(line[6..]);
        }
    }
}
