using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Time.Testing;
using Polly;
using static RxTim.Rest.Tests.Sending;
using static RxTim.Rest.Tests.SocketSending;

namespace RxTim.Rest.Tests;

/// <summary>The handlers that people have in their HttpClient: whatever they do, no message goes twice unsaid.</summary>
public class HandlerTests
{
    private const string Unavailable = "503 Service Unavailable";

    private static void Logs(IHttpClientBuilder http) => http.AddHttpMessageHandler(() => new LogsBody());

    private static void Clones(IHttpClientBuilder http) => http.AddHttpMessageHandler(() => new TriesCopies());

    private static void Packs(IHttpClientBuilder http) => http.AddHttpMessageHandler(() => new PacksAndTriesAgain());

    private static void SendsOnce(IHttpClientBuilder http) => http.AddHttpMessageHandler(() => new SendOnceHandler());

    private static void IsResilient(IHttpClientBuilder http) => http.AddStandardResilienceHandler(Quickly);

    private static void Hedges(IHttpClientBuilder http) => http.AddStandardHedgingHandler();

    private static void Quickly(HttpStandardResilienceOptions options)
    {
        options.Retry.UseJitter = false;
        options.Retry.Delay = TimeSpan.FromTicks(1);
        options.Retry.BackoffType = DelayBackoffType.Constant;
    }

    public static TheoryData<string, Action<IHttpClientBuilder>[]> ChainsThatRepeat => new()
    {
        { "resilience", [IsResilient] },
        { "hedging", [Hedges] },
        { "logger, resilience", [Logs, IsResilient] },
        { "resilience, logger", [IsResilient, Logs] },
        { "logger, hedging", [Logs, Hedges] },
        { "copies", [Clones] },
        { "logger, copies", [Logs, Clones] },
        { "packed", [Packs] },
        { "logger, resilience, packed", [Logs, IsResilient, Packs] },
    };

    [Theory, MemberData(nameof(ChainsThatRepeat), DisableDiscoveryEnumeration = true)]
    public async Task S18_A_call_that_a_handler_repeats_is_unknown_or_leaves_once(string name, Action<IHttpClientBuilder>[] chain)
    {
        Assert.NotEmpty(name);
        await using var server = Failing(Unavailable);

        var results = (await SendAsync(server, chain)).OneEach(Asked).Values;

        Assert.All(results, result => Assert.Equal(SendOutcome.Unknown, result.Outcome));
    }

    [Theory, MemberData(nameof(ChainsThatRepeat), DisableDiscoveryEnumeration = true)]
    public async Task S18_Behind_a_SendOnceHandler_a_call_leaves_once_and_its_answer_counts(string name, Action<IHttpClientBuilder>[] chain)
    {
        Assert.NotEmpty(name);
        await using var busy = Failing("429 Too Many Requests");
        await using var unavailable = Failing(Unavailable);
        await using var well = Failing("200 OK");

        Expect(await SendAsync(busy, [.. chain, SendsOnce]), SendOutcome.Failed, 60018, "nothing was sent");
        Expect(await SendAsync(unavailable, [.. chain, SendsOnce]), SendOutcome.Unknown, 6001, "HTTP 503");
        Expect(await SendAsync(well, [.. chain, SendsOnce]), SendOutcome.Sent, 0, "");
        Assert.All([busy, unavailable, well], server => Assert.Single(server.Bodies));
    }

    [Theory, MemberData(nameof(ChainsThatRepeat), DisableDiscoveryEnumeration = true)]
    public async Task A_call_that_no_handler_has_to_repeat_is_sent(string name, Action<IHttpClientBuilder>[] chain)
    {
        Assert.NotEmpty(name);
        await using var server = Failing("200 OK");

        Expect(await SendAsync(server, chain), SendOutcome.Sent, 0, "");
        Assert.Single(server.Bodies);
    }

    [Fact]
    public async Task A_stopped_repeat_names_the_setting()
    {
        await using var server = Failing(Unavailable);

        Expect(await SendAsync(server, IsResilient), SendOutcome.Unknown, 6201, "DisableForUnsafeHttpMethods");
        Assert.Single(server.Bodies);
    }

    [Fact]
    public async Task S18_What_was_read_and_may_have_left_twice_says_what_to_do()
    {
        await using var server = Failing(Unavailable);

        Expect(await SendAsync(server, Logs, IsResilient), SendOutcome.Unknown, 6201, "make a SendOnceHandler the last handler");
        Assert.Equal(2, server.Bodies.Count);
    }

    [Fact]
    public async Task With_the_setting_a_429_fails_at_once()
    {
        await using var server = Failing("429 Too Many Requests");

        var results = await SendAsync(server, Logs, http => http.AddStandardResilienceHandler(options => options.Retry.DisableForUnsafeHttpMethods()));

        Expect(results, SendOutcome.Failed, 60018, "nothing was sent");
        Assert.Single(server.Bodies);
    }

    [Fact]
    public async Task A_handlers_time_limit_is_named_with_its_setting()
    {
        var time = new FakeTimeProvider();
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            time.Advance(TimeSpan.FromSeconds(10));
            await connection.HoldAsync();
        });
        void GivesUp(IHttpClientBuilder http) => http.AddResilienceHandler("limit", pipeline =>
        {
            pipeline.TimeProvider = time;
            pipeline.AddTimeout(TimeSpan.FromSeconds(10));
        });

        Expect(await SendAsync(server, GivesUp), SendOutcome.Unknown, 9520, "(TimeoutRejectedException; AddStandardResilienceHandler: AttemptTimeout");
    }

    [Fact]
    public async Task S18_A_refused_connection_failed_though_the_body_was_read()
    {
        Expect(await SendAsync(RawServer.NobodyListens(), Logs), SendOutcome.Failed, 9511, "nothing was sent");
    }

    [Fact]
    public async Task S18_A_connection_that_broke_is_unknown_though_only_a_copy_left()
    {
        await using var server = new RawServer(connection => connection.ReadRequestAsync());

        Expect(await SendAsync(server, Logs), SendOutcome.Unknown, 6201, "broke before an answer");
        Expect(await SendAsync(server, Logs, SendsOnce), SendOutcome.Unknown, 6201, "broke before an answer");
    }

    [Fact]
    public async Task S18_A_handler_that_rewrites_the_address_is_no_redirect()
    {
        await using var server = Answering(connection => connection.AnswerAsync(SentToAll));

        var results = await SendAsync(new Uri("https://gateway.test/"), http => http.AddHttpMessageHandler(() => new Rewrites(server.Address)));

        Expect(results, SendOutcome.Sent, 0, "");
        Assert.Single(server.Bodies);
    }

    [Fact]
    public async Task S18_Behind_a_handler_that_rewrites_the_address_a_lost_answer_is_unknown()
    {
        await using var server = new RawServer(connection => connection.ReadRequestAsync());

        var results = await SendAsync(new Uri("https://gateway.test/"), http => http.AddHttpMessageHandler(() => new Rewrites(server.Address)));

        Expect(results, SendOutcome.Unknown, 6201, "broke before an answer");
    }

    [Fact]
    public async Task S18_Where_requests_cannot_be_counted_what_was_read_is_unknown_unless_the_last_handler_counts()
    {
        await using var server = Answering(connection => connection.AnswerAsync(SentToAll));
        static void Untraced(IHttpClientBuilder http) => http.ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { ActivityHeadersPropagator = null });

        Expect(await SendAsync(server, Untraced), SendOutcome.Sent, 0, "");
        Expect(await SendAsync(server, Logs, Untraced), SendOutcome.Unknown, 6201, "make a SendOnceHandler the last handler");
        Expect(await SendAsync(server, Logs, SendsOnce, Untraced), SendOutcome.Sent, 0, "");
    }

    [Fact]
    public async Task A_stand_in_for_a_connection_that_reads_the_body_has_it_once()
    {
        Expect(await Sending.SendAsync(new StubHandler(_ => StubHandler.Json(SentToAll)), Asked), SendOutcome.Sent, 0, "");
        Expect(await Sending.SendAsync(new SendOnceHandler(new NamesTheRequest()), Asked), SendOutcome.Sent, 0, "");
        Expect(await Sending.SendAsync(new NamesTheRequest(), Asked), SendOutcome.Unknown, 6201, "make a SendOnceHandler the last handler");
    }

    [Fact]
    public async Task What_a_handler_asks_for_itself_does_not_count()
    {
        await using var server = Answering(connection => connection.AnswerAsync(SentToAll));
        await using var tokens = Answering(connection => connection.AnswerAsync("token"));
        void FetchesToken(IHttpClientBuilder http) => http.AddHttpMessageHandler(() => new FetchesToken(tokens.Address));

        Expect(await SendAsync(server, FetchesToken), SendOutcome.Sent, 0, "");
        Expect(await SendAsync(server, Logs, FetchesToken, SendsOnce), SendOutcome.Sent, 0, "");
    }

    [Fact]
    public async Task A_header_that_a_handler_adds_after_reading_the_body_is_sent()
    {
        var head = "";
        await using var server = new RawServer(async connection =>
        {
            head = await connection.ReadHeadAsync();
            await connection.AnswerAsync(SentToAll);
        });

        await SendAsync(server, http => http.AddHttpMessageHandler(() => new Signs()), SendsOnce);

        Assert.Contains("Content-MD5: ", head, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/json; charset=utf-8", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_SendOnceHandler_lets_other_requests_pass()
    {
        await using var server = Answering(connection => connection.AnswerAsync("x"));
        using var http = new HttpClient(new SendOnceHandler(new SocketsHttpHandler { UseProxy = false }));

        for (var i = 0; i < 2; i++)
            Assert.Equal("x", await (await http.PostAsync(server.Address, new StringContent("y"), TestContext.Current.CancellationToken)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    // Takes the first request and answers it with the status; sends to all with every other.
    private static RawServer Failing(string status)
    {
        var requests = 0;
        return Answering(connection => connection.AnswerAsync(SentToAll, status: Interlocked.Increment(ref requests) == 1 ? status : "200 OK"));
    }

    private static Task<List<MsgBatchSendResult>> SendAsync(RawServer server, params Action<IHttpClientBuilder>[] chain) =>
        SendAsync(server.Address, chain);

    private static async Task<List<MsgBatchSendResult>> SendAsync(Uri server, params Action<IHttpClientBuilder>[] chain)
    {
        var services = new ServiceCollection();
        var builder = services.AddHttpClient("rest");
        foreach (var add in chain)
            add(builder);
        await using var provider = services.BuildServiceProvider();
        var http = provider.GetRequiredService<IHttpClientFactory>().CreateClient("rest");
        return await Sending.SendAsync(new RestTransport(http, Options with { Domain = server }), new(), Message.Text("t"), Asked);
    }
}
