namespace RxTim.Benchmarks;

/// <summary>
/// Results that are there already, for both faces of a send to hand over: what is measured is the way from the send to the consumer,
/// without calls and decoding. A send without identifiers brings them, from its own thread, in segments as calls do.
/// </summary>
internal sealed class ReadyResults : IDisposable
{
    private readonly SendContext context = new(new NoBackend(), new TimClientOptions());
    private readonly CallContent content = new(MsgBatchSendParam.Create(RxTim.Message.Text("hello")));
    private readonly ResultSegment[] segments;
    private readonly int rounds;

    /// <summary>Makes the results.</summary>
    /// <param name="all">The results.</param>
    /// <param name="perSegment">How many arrive together.</param>
    /// <param name="rounds">How often all of them are handed over in one send.</param>
    public ReadyResults(MsgBatchSendResult[] all, int perSegment, int rounds = 1)
    {
        segments = [.. all.Chunk(perSegment).Select(results => new ResultSegment(null, results, results.Length))];
        this.rounds = rounds;
    }

    public static MsgBatchSendResult[] Make(int count) =>
        [
            .. from i in Enumerable.Range(0, count)
               select new MsgBatchSendResult($"user_{i:D8}", i % 10 == 0 ? TimErrorCodes.AccountNotFound : 0),
        ];

    /// <summary>The pull face; the results come from another thread, or are there before the first move.</summary>
    public IAsyncEnumerable<MsgBatchSendResult> Pull(Source source) => new PullFace(this, source);

    /// <summary>The push face; the results come from another thread.</summary>
    public void Push(IObserver<MsgBatchSendResult> observer)
    {
        var sink = new ObserverSink(observer);
        sink.Start(Begin(sink, Source.OtherThread));
    }

    public void Dispose() => context.DisposeAsync().AsTask().Wait();

    private BatchSend Begin(IResultSink sink, Source source)
    {
        if (source == Source.Ready)
            HandOver(sink);
        return new BatchSend(context, content, new Bringer(source == Source.Ready ? null : () => HandOver(sink)), sink);
    }

    private void HandOver(IResultSink sink)
    {
        for (var round = 0; round < rounds; round++)
        {
            foreach (var segment in segments)
            {
                sink.Add(segment);
                sink.Flush();
            }
        }
    }

    private sealed class PullFace(ReadyResults ready, Source source) : IAsyncEnumerable<MsgBatchSendResult>
    {
        public IAsyncEnumerator<MsgBatchSendResult> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
            new ResultEnumerator(sink => ready.Begin(sink, source), default, cancellationToken);
    }

    // A source of no identifiers: asked for the first, it brings the results instead.
    private sealed class Bringer(Action? bring) : IAsyncEnumerable<string>, IAsyncEnumerator<string>
    {
        public string Current => throw new InvalidOperationException("There is none.");

        public IAsyncEnumerator<string> GetAsyncEnumerator(CancellationToken cancellationToken = default) => this;

        public ValueTask<bool> MoveNextAsync()
        {
            bring?.Invoke();
            return new ValueTask<bool>(false);
        }

        public ValueTask DisposeAsync() => default;
    }

    private sealed class NoBackend : IMsgBatchTransport
    {
        public MsgBatchLimits Limits { get; } = new();

        public void Send(MsgBatchCall call) => throw new InvalidOperationException("There is nobody to send to.");
    }
}
