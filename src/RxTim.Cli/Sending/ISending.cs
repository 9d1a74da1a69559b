namespace RxTim.Cli;

/// <summary>A send that is about to run.</summary>
internal interface ISending : IAsyncDisposable
{
    Audience Audience { get; }

    /// <summary>The results; the send starts as they are enumerated.</summary>
    IAsyncEnumerable<MsgBatchSendResult> Results { get; }

    /// <summary>What to say of what is left when it has ended; null if there is nothing to say.</summary>
    string? Left { get; }

    /// <summary>Nothing more is to be handed over. The results end soon after that, with or without a <see cref="TimException"/>.</summary>
    void Stop();
}
