using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text.Json;

namespace RxTim.Cli;

/// <summary>One node of a cluster, over HTTP.</summary>
internal sealed class Node : IDisposable
{
    // A node that says nothing for so long cannot be reached: results come with a sign of life each second.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Uri address;
    private readonly string? token;
    private readonly TimeProvider time;
    private readonly HttpClient http;

    /// <param name="address">Its address; the API's paths come behind it.</param>
    /// <param name="token">What it is told to let this program in; null for nothing.</param>
    /// <param name="time">The clock.</param>
    public Node(Uri address, string? token, TimeProvider time)
    {
        this.address = address;
        this.token = token;
        this.time = time;
        Name = NameOf(address);
        http = new HttpClient(NewHandler()) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>What to call it in a message.</summary>
    public string Name { get; }

    public static string NameOf(Uri address) => Quoted.Printable(address.AbsoluteUri.TrimEnd('/'));

    /// <summary>How far a send is; null if there is none of the name.</summary>
    public async Task<NodeProgress?> FindAsync(string send, CancellationToken cancellationToken)
    {
        try
        {
            return await ProgressAsync(HttpMethod.Get, $"sends/{send}", cancellationToken);
        }
        catch (NodeException missing) when (missing.InnerException is NoSuchSendException)
        {
            return null;
        }
    }

    /// <summary>How far a send is.</summary>
    public Task<NodeProgress> GetAsync(string send, CancellationToken cancellationToken) =>
        ProgressAsync(HttpMethod.Get, $"sends/{send}", cancellationToken);

    /// <summary>Pauses, resumes or cancels a send.</summary>
    public Task<NodeProgress> DoAsync(string send, string action, CancellationToken cancellationToken) =>
        ProgressAsync(HttpMethod.Post, $"sends/{send}/{action}", cancellationToken);

    /// <summary>The results of a send behind a cursor; from the beginning if that is null.</summary>
    public Task<NodeLines> ResultsAsync(string send, string? from, CancellationToken cancellationToken) => LinesAsync(
        HttpMethod.Get, $"sends/{send}/results{(from is null ? "" : $"?from={Uri.EscapeDataString(from)}")}", Patience, cancellationToken);

    /// <summary>Takes the message of a send back.</summary>
    public Task<NodeLines> WithdrawAsync(string send, CancellationToken cancellationToken) =>
        LinesAsync(HttpMethod.Post, $"sends/{send}/withdraw", silence: null, cancellationToken);

    /// <summary>All sends.</summary>
    public Task<NodeLines> ListAsync(CancellationToken cancellationToken) =>
        LinesAsync(HttpMethod.Get, "sends", Patience, cancellationToken);

    /// <summary>Gives the cluster a send and its recipients.</summary>
    /// <returns>How far it is when all are taken.</returns>
    public async Task<NodeProgress> UploadAsync(string send, UploadContent content, CancellationToken cancellationToken)
    {
        // A handler of its own, for its connection is watched: a node may refuse while recipients are still on their way to it.
        using var handler = NewHandler();
        handler.PlaintextStreamFilter = (context, _) =>
            ValueTask.FromResult<Stream>(new AnswerWatch(context.PlaintextStream, content.StopBecauseAnswered));
        using var uploading = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        using var request = Request(HttpMethod.Post, $"sends/{send}");
        request.Content = content;
        request.Headers.ExpectContinue = true;
        using var answer = await SendAsync(uploading, request, patience: null, cancellationToken);
        return await ReadProgressAsync(answer, cancellationToken);
    }

    public void Dispose() => http.Dispose();

    private SocketsHttpHandler NewHandler() => new()
    {
        // A redirect would take the message and the token to where nobody asked them to go.
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = !address.IsLoopback,
        ConnectTimeout = TimeSpan.FromSeconds(5),
    };

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, new Uri(address, path));
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }

    private async Task<NodeProgress> ProgressAsync(HttpMethod method, string path, CancellationToken cancellationToken)
    {
        using var request = Request(method, path);
        using var answer = await SendAsync(http, request, Patience, cancellationToken);
        return await ReadProgressAsync(answer, cancellationToken);
    }

    private async Task<NodeLines> LinesAsync(HttpMethod method, string path, TimeSpan? silence, CancellationToken cancellationToken)
    {
        using var request = Request(method, path);
        request.Headers.Accept.ParseAdd("application/x-ndjson");
        var answer = await SendAsync(http, request, silence, cancellationToken);
        return new NodeLines(answer, await answer.Content.ReadAsStreamAsync(cancellationToken), Name, silence, time);
    }

    private async Task<NodeProgress> ReadProgressAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var body = await NodeRefusal.ReadBodyAsync(answer, Name, Patience, time, cancellationToken);
        try
        {
            return JsonSerializer.Deserialize(body, NodeJson.Default.NodeProgress) ?? throw new JsonException("It is null.");
        }
        catch (JsonException wrong)
        {
            throw NodeException.Broken($"{Name}: the answer is not what a node says of a send: {JsonFault.Words(wrong)}.", wrong);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpClient client, HttpRequestMessage request, TimeSpan? patience, CancellationToken cancellationToken)
    {
        using var waiting = patience is { } most ? new CancellationTokenSource(most, time) : new CancellationTokenSource();
        using var both = CancellationTokenSource.CreateLinkedTokenSource(waiting.Token, cancellationToken);
        HttpResponseMessage answer;
        try
        {
            answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
        }
        catch (OperationCanceledException silent) when (!cancellationToken.IsCancellationRequested)
        {
            throw NodeException.Away($"{Name}: no answer came within {Figures.Time(patience ?? default)}.", silent);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var cause = failure.InnerException is IOException or AuthenticationException ? failure.InnerException : failure;
            throw NodeException.Away($"{Name}: {Failure.Reason(cause)}", failure);
        }
        if (answer.IsSuccessStatusCode)
            return answer;
        using (answer)
            throw await NodeRefusal.OfAsync(answer, Name, Patience, time, cancellationToken);
    }
}
