using System.Net;
using System.Text;
using static RxTim.Rest.Tests.Sending;

namespace RxTim.Rest.Tests;

/// <summary>Neither the secret key nor a UserSig is in any text that comes out, however a send ends.</summary>
public class SecretTests
{
    private static readonly string Sig = UserSig.Create(App, Secret, Admin, TimeSpan.FromDays(1), DateTimeOffset.UtcNow);

    // What servers and handlers do with what they are given.
    public static TheoryData<string, Func<HttpRequestMessage, Task<HttpResponseMessage>>> Ends => new()
    {
        { "sent", _ => Answer(HttpStatusCode.OK, """{"ErrorCode":0}""") },
        { "refused", _ => Answer(HttpStatusCode.OK, $$"""{"ErrorCode":90001,"ErrorInfo":"you sent {{Sig}}"}""") },
        { "refused with the address", request => Answer(HttpStatusCode.OK, $$"""{"ErrorCode":90001,"ErrorInfo":"you called {{request.RequestUri!.AbsoluteUri}}"}""") },
        { "stopped", _ => Answer(HttpStatusCode.OK, $$"""{"ErrorCode":70003,"ErrorInfo":"bad UserSig {{Sig}}"}""") },
        { "entry", _ => Answer(HttpStatusCode.OK, $$"""{"ErrorCode":0,"ErrorList":[{"To_Account":"a","ErrorCode":1,"ErrorInfo":"{{Sig}}"}]}""") },
        { "odd answer", _ => Answer(HttpStatusCode.OK, $$"""{"ErrorCode":0,"ActionStatus":"{{Sig}}"}""") },
        { "malformed answer", _ => Answer(HttpStatusCode.OK, $"<html>{Sig}</html>") },
        { "server error", request => Answer(HttpStatusCode.InternalServerError, request.RequestUri!.AbsoluteUri) },
        { "not found", request => Answer(HttpStatusCode.NotFound, request.RequestUri!.AbsoluteUri) },
        { "redirect", Redirect },
        { "connection", request => throw new HttpRequestException(HttpRequestError.ConnectionError, $"cannot reach {request.RequestUri!.AbsoluteUri}") },
        { "odd exception", request => throw new InvalidOperationException($"{request} {request.RequestUri!.AbsoluteUri}") },
        { "lost", Lost },
    };

    [Theory, MemberData(nameof(Ends), DisableDiscoveryEnumeration = true)]
    public async Task No_end_of_a_send_shows_the_secret_or_the_UserSig(string end, Func<HttpRequestMessage, Task<HttpResponseMessage>> answer)
    {
        Assert.NotEmpty(end);
        var said = new StringBuilder();
        void Hear(Exception thrown) => said.AppendLine(thrown.ToString());
        TimClient.UnhandledException += Hear;
        var transport = new RestTransport(new HttpClient(new Handler(answer)), Options with { UserSig = UserSigSource.Fixed(Sig) });
        try
        {
            foreach (var result in await SendAsync(transport, new(), Message.Text("t"), "a", "b"))
                said.AppendLine(result.ToString()).AppendLine(result.ToJson()).AppendLine(result.Message?.ToString());
        }
        catch (TimException stopped)
        {
            said.AppendLine(stopped.ToString());
        }
        finally
        {
            TimClient.UnhandledException -= Hear;
        }

        said.AppendLine(transport.ToString());
        ShowsNothing(said.ToString());
    }

    [Fact]
    public void Options_and_sources_show_nothing()
    {
        foreach (var source in new[] { UserSigSource.FromSecretKey(Secret), UserSigSource.Fixed(Sig), UserSigSource.From(() => ValueTask.FromResult(Sig)) })
            ShowsNothing($"{source} {Options with { UserSig = source }}");
        ShowsNothing($"{UserSig.Verify(Sig, App, Secret, "another", DateTimeOffset.UtcNow)} {UserSig.Parse(Sig)}");
    }

    private static void ShowsNothing(string text)
    {
        Assert.NotEmpty(text);
        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Sig, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Uri.EscapeDataString(Sig), text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("usersig=eJ", text, StringComparison.OrdinalIgnoreCase);
    }

    private static Task<HttpResponseMessage> Answer(HttpStatusCode status, string body) =>
        Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body), ReasonPhrase = Sig });

    private static async Task<HttpResponseMessage> Redirect(HttpRequestMessage request)
    {
        var response = await Answer(HttpStatusCode.TemporaryRedirect, "");
        response.Headers.Location = new Uri($"https://elsewhere.test/{request.RequestUri!.Query}");
        return response;
    }

    private static async Task<HttpResponseMessage> Lost(HttpRequestMessage request)
    {
        await request.Content!.CopyToAsync(Stream.Null);
        throw new IOException($"lost {request.RequestUri!.AbsoluteUri}");
    }

    private sealed class Handler(Func<HttpRequestMessage, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => answer(request);
    }
}
