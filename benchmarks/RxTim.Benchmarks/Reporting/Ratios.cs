namespace RxTim.Benchmarks;

/// <summary>The figures that the project has targets for.</summary>
internal static class Ratios
{
    private const string Real = "500 real";
    private const string OtherThread = nameof(Source.OtherThread);

    private static readonly Case DecodeSend = new("Decode.SendPulled", Real);
    private static readonly Case DecodeUnity = new("Decode.Unity", Real);
    private static readonly Case Utf8JsonReader = new("Decode.Utf8JsonReader", Real);
    private static readonly Case SmallPush = new("Small.Push", "1");
    private static readonly Case PullRxTim = new("DeliverPull.RxTim", OtherThread);

    public static IReadOnlyList<Ratio> All { get; } =
    [
        Ratio.OfTime("decode_vs_unity", "decoding in a send: the Unity SDK's way", 12, 20, DecodeSend, DecodeUnity),
        Ratio.OfTime("decode_vs_utf8jsonreader", "decoding in a send: a bare Utf8JsonReader pass", 2, 3,
            DecodeSend, Utf8JsonReader),
        Ratio.OfTime("decoder_vs_utf8jsonreader", "the decoder alone, into a list: a bare Utf8JsonReader pass", 4, 6,
            new Case("Decode.ParseArray", Real), Utf8JsonReader),
        Ratio.OfTime("decode_vs_copy", "decoding in a send: a copy of the bytes", 1 / 8.0, 1 / 3.0, DecodeSend, new Case("Decode.Copy", Real)),
        Ratio.OfGarbage("decode_garbage_vs_unity", "garbage of decoding in a send: the Unity SDK's way", 4, 4, DecodeSend, DecodeUnity),
        Ratio.OfTime("decode_text_vs_unity", "decoding, texts read too: the Unity SDK's way", 3, 5,
            new Case("Decode.SendTextPulled", Real), new Case("Decode.UnityText", Real)),
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
            contest => contest.HandWritten.Rate),
        Ratio.OfRate("rest_vs_wrk", "identifiers a second over REST: wrk", null, 0.85, contest => contest.Wrk),
        Ratio.Of("rest_cpu_vs_handwritten", "processor time of the client for an identifier over REST: the hand-written client", 1, 0.7,
            Unit.TimesAsMuch, measured => measured.Rest.RxTim.Processor / measured.Rest.HandWritten.Processor),
        Ratio.Of("journal_share_percent", "share of the throughput over REST that a journal costs", 12, 5,
            Unit.Percent, measured => measured.JournalShare),
        Ratio.Of("pull_10m_peak_mb", "peak memory above idle, 10 million identifiers pulled", 36, 24,
            Unit.Megabytes, measured => measured.Peak(PeakMemory.Pull)),
        Ratio.Of("pull_10m_journal_peak_mb", "the same with a journal", 100, 64,
            Unit.Megabytes, measured => measured.Peak(PeakMemory.Journal)),
        Ratio.OfMicroseconds("small_push_us", "a send to one who is answered at once, observed", 4, 2, SmallPush),
        Ratio.OfMicroseconds("small_pull_us", "the same with await foreach", 4, 2, new Case("Small.Pull", "1")),
        Ratio.OfMicroseconds("small_callback_us", "the same with a callback", 4, 2, new Case("Small.Callback", "1")),
        Ratio.OfBytes("small_push_bytes", "garbage of the one that is observed", 2_048, 1_024, SmallPush),
    ];
}
