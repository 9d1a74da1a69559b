namespace RxTim.Testing;

/// <summary>Passes calls on to another transport, and records what comes back and when.</summary>
public sealed class RecordingTransport : IMsgBatchTransport
{
    private readonly IMsgBatchTransport inner;
    private readonly TimeProvider time;

    /// <summary>Makes one before a transport.</summary>
    /// <param name="inner">What sends.</param>
    /// <param name="time">The clock; the system's by default.</param>
    public RecordingTransport(IMsgBatchTransport inner, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(inner);
        this.inner = inner;
        this.time = time ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public MsgBatchLimits Limits => inner.Limits;

    /// <summary>What was recorded so far.</summary>
    public SendRecording Recording { get; } = new();

    /// <inheritdoc/>
    public void Send(MsgBatchCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        inner.Send(new MsgBatchCall(call, new Recorder(this, call)));
    }

    private sealed class Recorder(RecordingTransport transport, MsgBatchCall given) : IMsgBatchCallOwner
    {
        private readonly int number = transport.Recording.Begin();
        private readonly long begun = transport.time.GetTimestamp();

        public void OnResults(MsgBatchCall call, IReadOnlyList<MsgBatchSendResult> results)
        {
            foreach (var result in results)
            {
                Add(result.Identifier, result.Code, result.Outcome, result.Desc);
                given.Answer(result);
            }
        }

        public void OnStopped(MsgBatchCall call, int code, string desc, bool isRefused)
        {
            Add(null, code, isRefused ? SendOutcome.Failed : SendOutcome.Unknown, desc);
            if (isRefused)
                given.Refuse(code, desc);
            else
                given.Stop(code, desc);
        }

        public void OnPause(MsgBatchCall call, TimeSpan pause) => given.PauseFor(pause);

        private void Add(string? identifier, int code, SendOutcome outcome, string desc) =>
            transport.Recording.Add(number, new RecordedReport(transport.time.GetElapsedTime(begun), identifier, code, outcome, desc));
    }
}
