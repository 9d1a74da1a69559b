namespace RxTim.Benchmarks;

/// <summary>The figures that the project has targets for.</summary>
internal static class Ratios
{
    private const string Real = "500 real";
    private const string OtherThread = nameof(Source.OtherThread);

    private static readonly Case DecodeSend = new("Decode.Send", Real);
    private static readonly Case DecodeUnity = new("Decode.Unity", Real);
    private static readonly Case PullRxTim = new("DeliverPull.RxTim", OtherThread);

    public static IReadOnlyList<Ratio> All { get; } =
    [
        Ratio.OfTime("decode_vs_unity", "decoding in a send: the Unity SDK's way", 12, 20, DecodeSend, DecodeUnity),
        Ratio.OfTime("decode_vs_utf8jsonreader", "decoding in a send: a bare Utf8JsonReader pass", 2, 3,
            DecodeSend, new Case("Decode.Utf8JsonReader", Real)),
        Ratio.OfTime("decode_vs_copy", "decoding in a send: a copy of the bytes", null, 1 / 3.0, DecodeSend, new Case("Decode.Copy", Real)),
        Ratio.OfGarbage("decode_garbage_vs_unity", "garbage of decoding in a send: the Unity SDK's way", 4, 4, DecodeSend, DecodeUnity),
        Ratio.OfTime("decode_text_vs_unity", "decoding, texts read too: the Unity SDK's way", 3, 5,
            new Case("Decode.SendText", Real), new Case("Decode.UnityText", Real)),
        Ratio.OfTime("pull_vs_ix", "await foreach from another thread: System.Interactive.Async", 5, 10,
            PullRxTim, new Case("DeliverPull.Ix", OtherThread)),
        Ratio.OfTime("pull_vs_r3", "await foreach from another thread: R3", 5, 10, PullRxTim, new Case("DeliverPull.R3", OtherThread)),
        Ratio.OfTime("pull_vs_channel", "await foreach from another thread: the faster channel", 2, 4,
            PullRxTim, new Case("DeliverPull.UnboundedChannel", OtherThread), new Case("DeliverPull.BoundedChannel", OtherThread)),
        Ratio.OfTime("push_vs_delegate", "the observable: a bare delegate", 1 / 1.5, 1 / 1.1,
            new Case("DeliverPush.RxTim"), new Case("DeliverPush.Delegate")),
        Ratio.OfTime("first_result_vs_batch", "first of 10,000 results: the whole batch", 20, 50,
            new Case("FirstResult.FirstPulled"), new Case("FirstResult.WholeBatch")),
        Ratio.OfRate("rest_vs_handwritten", "identifiers a second over REST: the hand-written client", 1, 1.2,
            contest => contest.HandWritten),
        Ratio.OfRate("rest_vs_wrk", "identifiers a second over REST: wrk", null, 0.85, contest => contest.Wrk),
        Ratio.OfMemory("pull_10m_peak_mb", "peak memory above idle, 10 million identifiers pulled", 64, 32, measured => measured.Peak),
    ];
}
