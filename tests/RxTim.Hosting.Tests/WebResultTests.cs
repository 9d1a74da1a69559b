using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace RxTim.Hosting.Tests;

/// <summary>Results and progress as a web service gives them.</summary>
public sealed partial class WebResultTests
{
    private static readonly MsgBatchSendResult[] Results = [new("alice", 0), new("bob", 70107, "no such account")];

    [Fact]
    public async Task Results_go_through_ServerSentEvents_as_they_are()
    {
        var body = await BodyAsync(TypedResults.ServerSentEvents(Stream(Results)));

        Assert.Equal(string.Concat(Results.Select(static result => $"data: {result.ToJson()}\n\n")), body);
    }

    [Fact]
    public async Task Results_stream_as_a_JSON_array()
    {
        var body = await BodyAsync(TypedResults.Ok(Stream(Results)));

        Assert.Equal($"[{string.Join(',', Results.Select(static result => result.ToJson()))}]", body);
    }

    [Fact]
    public async Task Progress_goes_through_ServerSentEvents_in_the_webs_names()
    {
        var progress = new SendProgress { Sent = 2, Failed = 1, Total = 6, Elapsed = TimeSpan.FromSeconds(3) };

        var body = await BodyAsync(TypedResults.ServerSentEvents(Stream([progress])));

        Assert.Equal(
            """
            data: {"sent":2,"failed":1,"unknown":0,"done":3,"total":6,"elapsed":"00:00:03","rate":1,"timeLeft":"00:00:03"}


            """,
            body);
    }

    [Fact]
    public void A_users_own_source_generated_context_writes_both()
    {
        Assert.Equal(Results[0].ToJson(), JsonSerializer.Serialize(Results[0], OwnContext.Default.MsgBatchSendResult));
        var progress = JsonSerializer.Serialize(new SendProgress { Sent = 2 }, OwnContext.Default.SendProgress);
        Assert.Contains("\"Sent\":2", progress, StringComparison.Ordinal);
    }

    private static async Task<string> BodyAsync(IResult result)
    {
        var services = new Microsoft.Extensions.DependencyInjection.ServiceCollection().AddWeb();
        var context = new DefaultHttpContext { RequestServices = services };
        using var body = new MemoryStream();
        context.Response.Body = body;
        await result.ExecuteAsync(context);
        return System.Text.Encoding.UTF8.GetString(body.ToArray());
    }

    private static async IAsyncEnumerable<T> Stream<T>(IEnumerable<T> items)
    {
        foreach (var item in items)
        {
            await Task.Yield();
            yield return item;
        }
    }

    [JsonSerializable(typeof(MsgBatchSendResult))]
    [JsonSerializable(typeof(SendProgress))]
    private sealed partial class OwnContext : JsonSerializerContext;
}

file static class Web
{
    public static IServiceProvider AddWeb(this Microsoft.Extensions.DependencyInjection.IServiceCollection services) =>
        Microsoft.Extensions.DependencyInjection.ServiceCollectionContainerBuilderExtensions.BuildServiceProvider(
            Microsoft.Extensions.DependencyInjection.LoggingServiceCollectionExtensions.AddLogging(services));
}
