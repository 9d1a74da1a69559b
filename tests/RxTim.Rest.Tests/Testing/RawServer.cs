using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RxTim.Rest.Tests;

/// <summary>A server on loopback that does to each connection what a test says, byte by byte, and remembers the requests it got
/// whole.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly Func<RawConnection, Task> serve;
    private readonly List<Task> running = [];
    private readonly List<string> bodies = [];
    private int connections;

    public RawServer(Func<RawConnection, Task> serve)
    {
        this.serve = serve;
        listener.Start();
        lock (running)
            running.Add(AcceptAsync());
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

    /// <summary>The bodies that came whole.</summary>
    public IReadOnlyList<string> Bodies
    {
        get
        {
            lock (bodies)
                return [.. bodies];
        }
    }

    public int Connections => Volatile.Read(ref connections);

    /// <summary>An address of loopback where nobody listens.</summary>
    public static Uri NobodyListens()
    {
        var once = new TcpListener(IPAddress.Loopback, 0);
        once.Start();
        var port = ((IPEndPoint)once.LocalEndpoint).Port;
        once.Stop();
        return new Uri($"http://127.0.0.1:{port}/");
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Stop();
        Task[] all;
        lock (running)
            all = [.. running];
        await Task.WhenAll(all);
        ending.Dispose();
    }

    public void Got(string body)
    {
        lock (bodies)
            bodies.Add(body);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await listener.AcceptSocketAsync(ending.Token);
                Interlocked.Increment(ref connections);
                lock (running)
                    running.Add(ServeAsync(socket));
            }
        }
        catch (Exception) when (ending.IsCancellationRequested)
        {
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var connection = new RawConnection(this, socket, ending.Token);
        try
        {
            await serve(connection);
        }
        catch (Exception thrown) when (thrown is OperationCanceledException or IOException or SocketException)
        {
            // The client went away, or the test is over.
        }
    }
}

/// <summary>One connection of a <see cref="RawServer"/>.</summary>
internal sealed class RawConnection(RawServer server, Socket socket, CancellationToken ending) : IDisposable
{
    private readonly NetworkStream stream = new(socket, ownsSocket: true);

    public CancellationToken Ending => ending;

    /// <summary>Reads one request to its end; one without a body, such as a followed redirect, is not counted.</summary>
    public async Task ReadRequestAsync()
    {
        var head = await ReadHeadAsync();
        if (!head.StartsWith("POST ", StringComparison.Ordinal))
            return;
        var length = int.Parse(head.Split("Content-Length: ")[1].Split("\r\n")[0], CultureInfo.InvariantCulture);
        var body = new byte[length];
        await stream.ReadExactlyAsync(body, ending);
        server.Got(Encoding.UTF8.GetString(body));
    }

    /// <summary>Reads one request's head only.</summary>
    public async Task<string> ReadHeadAsync()
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, ending);
            head.Append((char)one[0]);
        }
        return head.ToString();
    }

    public Task ReadByteAsync() => stream.ReadExactlyAsync(new byte[1], ending).AsTask();

    public async Task WriteAsync(string text) => await stream.WriteAsync(Encoding.UTF8.GetBytes(text), ending);

    /// <summary>Writes byte by byte.</summary>
    public async Task DripAsync(string text)
    {
        foreach (var b in Encoding.UTF8.GetBytes(text))
            await stream.WriteAsync(new[] { b }, ending);
    }

    public Task AnswerAsync(string json, string type = "application/json", string status = "200 OK", string headers = "") =>
        WriteAsync($"HTTP/1.1 {status}\r\nContent-Type: {type}\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}");

    /// <summary>Ends the connection with a reset, not with an orderly close.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }

    /// <summary>Waits until the client closes or the test ends.</summary>
    public async Task HoldAsync()
    {
        var rest = new byte[4096];
        while (await stream.ReadAsync(rest, ending) > 0)
        {
        }
    }

    public void Dispose() => stream.Dispose();
}
