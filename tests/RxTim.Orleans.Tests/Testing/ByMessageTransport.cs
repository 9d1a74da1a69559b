namespace RxTim.Orleans.Tests;

/// <summary>Several backends behind one transport: a message says which is its own, and so does its sequence.</summary>
internal sealed class ByMessageTransport(IReadOnlyDictionary<InDoubtPolicy, HistoryBackend> backends) : IMsgBatchTransport, IMessageHistory
{
    public MsgBatchLimits Limits => backends[InDoubtPolicy.Report].Limits;

    public static Message MessageOf(InDoubtPolicy policy) => Ask.Hi with { Seq = SequenceOf(policy) };

    public void Send(MsgBatchCall call) => backends[PolicyOf(call.Sequence)].Send(call);

    public Task<bool> ContainsAsync(
        string identifier, uint random, uint sequence, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        backends[PolicyOf(sequence)].ContainsAsync(identifier, random, sequence, from, to, cancellationToken);

    public Task<IReadOnlyList<string>> FindAsync(
        string identifier, uint random, uint sequence, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        backends[PolicyOf(sequence)].FindAsync(identifier, random, sequence, from, to, cancellationToken);

    private static uint SequenceOf(InDoubtPolicy policy) => 1 + (uint)policy;

    private static InDoubtPolicy PolicyOf(uint sequence) => (InDoubtPolicy)(sequence - 1);
}
