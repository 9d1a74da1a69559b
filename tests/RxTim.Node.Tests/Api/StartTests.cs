using System.Net;
using RxTim.Orleans;

namespace RxTim.Node.Tests;

/// <summary><c>POST /sends/{name}</c>.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task A_send_is_given_the_message_and_the_identifiers_of_the_body()
    {
        await using var api = await RunningApi.StartAsync();
        var answer = await api.PostAsync("/sends/spring", Body.Of("alice", "bob", "carol"));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(["alice", "bob", "carol"], api.Sends.Started["spring"].Taken);
        Assert.Equal("""[{"text_elem_content":"hello","elem_type":0}]""", Elements(api.Sends.Started["spring"].Message));
        Assert.Equal(new ClusterSendOptions(), api.Sends.Started["spring"].Options);
    }

    [Fact]
    public async Task The_answer_is_the_progress()
    {
        await using var api = await RunningApi.StartAsync();
        var answer = await api.PostAsync("/sends/spring", Body.Of("alice"));
        Assert.Equal(
            """
            {"name":"spring","state":"running","inDoubt":"report","allGiven":true,"asked":5,"sent":3,"failed":1,"unknown":0,"withdrawn":0,
            "pending":1,"notTaken":0,"startedAt":"2026-01-02T03:04:05+00:00"}
            """.ReplaceLineEndings(""),
            answer.Text.Trim());
    }

    [Fact]
    public async Task The_first_line_says_what_becomes_of_identifiers_in_doubt()
    {
        await using var api = await RunningApi.StartAsync();
        var first = Body.First[..^1] + ""","inDoubt":"check","gracePeriodSeconds":2.5}""";
        await api.PostAsync("/sends/spring", Body.Lines(first, "\"alice\""));
        Assert.Equal(
            new ClusterSendOptions { InDoubt = InDoubtPolicy.Check, GracePeriod = TimeSpan.FromSeconds(2.5) },
            api.Sends.Started["spring"].Options);
    }

    [Fact]
    public async Task Blank_lines_and_ends_of_other_systems_are_passed_over_and_escapes_are_read()
    {
        await using var api = await RunningApi.StartAsync();
        await api.PostAsync("/sends/spring", $"{Body.First}\r\n\"alice\"\r\n\n  \n \"b\\u006fb\" \n\"\\\"q\\\"\"");
        Assert.Equal(["alice", "bob", "\"q\""], api.Sends.Started["spring"].Taken);
    }

    [Theory]
    [InlineData("alice")]
    [InlineData("\"alice\" \"bob\"")]
    [InlineData("[\"alice\"]")]
    [InlineData("\"\"")]
    [InlineData("\"ali\\nce\"")]
    [InlineData("\"älice\"")]
    [InlineData("\"123456789012345678901234567890123\"")]
    [InlineData("null")]
    [InlineData("\"alice")]
    public async Task A_line_that_is_no_identifier_is_named_and_what_came_before_stays_taken(string line)
    {
        await using var api = await RunningApi.StartAsync();
        var answer = await api.PostAsync("/sends/spring", Body.Lines(Body.First, "\"first\"", line, "\"last\""));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("3", answer["line"]);
        Assert.DoesNotContain("lice", answer.Text);
        Assert.Equal(["first"], api.Sends.Started["spring"].Taken);
    }

    [Fact]
    public async Task A_line_that_is_too_long_is_refused_before_it_ends()
    {
        await using var api = await RunningApi.StartAsync();
        var answer = await api.PostAsync("/sends/spring", Body.First + "\n\"" + new string('a', 2_000));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("2", answer["line"]);
        Assert.Equal("The line is longer than 1024 bytes.", answer["error"]);
    }

    [Fact]
    public async Task A_first_line_of_a_megabyte_is_the_most()
    {
        await using var api = await RunningApi.StartAsync();
        var padding = new string(' ', (1 << 20) - Body.First.Length);
        Assert.Equal(HttpStatusCode.OK, (await api.PostAsync("/sends/spring", Body.Lines(Body.First + padding, "\"alice\""))).Status);
        var answer = await api.PostAsync("/sends/summer", Body.Lines(Body.First + padding + " ", "\"alice\""));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("1", answer["line"]);
    }

    [Theory]
    [InlineData("", "The body is empty")]
    [InlineData("[]", "The first line is an object")]
    [InlineData("{", "The first line is an object")]
    [InlineData("{}", "The message is missing")]
    [InlineData("""{"message":{}}""", "no elements")]
    [InlineData("""{"message":{"message_elem_array":3}}""", "The first line is an object")]
    [InlineData("""{"massage":{}}""", "\"massage\" is not known")]
    [InlineData("""{"message":{"message_elem_array":[{"elem_type":0}]},"inDoubt":"maybe"}""", "inDoubt is report, check or resend")]
    [InlineData("""{"message":{"message_elem_array":[{"elem_type":0}]},"gracePeriodSeconds":-1}""", "gracePeriodSeconds is a number")]
    [InlineData("""{"message":{"message_elem_array":[{"elem_type":0}],"message_is_online_msg":true},"inDoubt":"check"}""", "online only")]
    public async Task A_first_line_that_is_wrong_is_refused_and_nothing_is_started(string first, string error)
    {
        await using var api = await RunningApi.StartAsync();
        var answer = await api.PostAsync("/sends/spring", first);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("1", answer["line"]);
        Assert.Contains(error, answer["error"]);
        Assert.Empty(api.Sends.Started);
    }

    [Fact]
    public async Task A_message_that_the_backend_cannot_carry_is_refused()
    {
        await using var api = await RunningApi.StartAsync(faultOf: static _ => "It has no such element.");
        var answer = await api.PostAsync("/sends/spring", Body.Of("alice"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("It has no such element.", answer["error"]);
    }

    [Theory]
    [InlineData("a%2Fb")]
    [InlineData("gr%C3%BCn")]
    [InlineData("a b")]
    public async Task A_name_that_is_none_is_refused(string name)
    {
        await using var api = await RunningApi.StartAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await api.PostAsync($"/sends/{name}", Body.Of("alice"))).Status);
        Assert.Empty(api.Sends.Started);
    }

    [Fact]
    public async Task Identifiers_are_read_as_the_cluster_takes_them()
    {
        await using var api = await RunningApi.StartAsync();
        var go = new TaskCompletionSource();
        api.Sends.Take = async (identifiers, send, stop) =>
        {
            await foreach (var identifier in identifiers.WithCancellation(stop))
            {
                send.Taken.Enqueue(identifier);
                await go.Task.WaitAsync(stop);
            }
        };
        using var content = new Written(200_000_000);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sends/spring") { Content = content };
        var answer = api.Http.SendAsync(request, TestContext.Current.CancellationToken);
        await content.StandsStillAsync(async () => await api.GetAsync("/sends/spring"));
        Assert.Single(api.Sends.Started["spring"].Taken);
        Assert.InRange(content.Bytes, 1, 100_000_000);
        Assert.False(answer.IsCompleted);
    }

    [Fact]
    public async Task An_error_of_the_body_is_told_whatever_the_cluster_makes_of_it()
    {
        await using var api = await RunningApi.StartAsync();
        api.Sends.Take = static async (identifiers, send, stop) =>
        {
            try
            {
                await foreach (var identifier in identifiers.WithCancellation(stop))
                    send.Taken.Enqueue(identifier);
            }
            catch (Exception inner)
            {
                throw new InvalidOperationException("The source failed.", inner);
            }
        };
        var answer = await api.PostAsync("/sends/spring", Body.Lines(Body.First, "alice"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("2", answer["line"]);
    }

    private static string Elements(Message message)
    {
        using var json = System.Text.Json.JsonDocument.Parse(message.ToJson());
        return json.RootElement.GetProperty("message_elem_array").GetRawText();
    }
}
