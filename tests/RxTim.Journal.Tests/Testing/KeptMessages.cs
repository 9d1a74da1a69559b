namespace RxTim.Journal.Tests;

/// <summary>A history that has the messages that a test says, and remembers who was looked up.</summary>
internal sealed class KeptMessages(params (string Identifier, string[] Keys)[] having) : IMessageHistory
{
    private readonly List<string> asked = [];

    /// <summary>Whose look-up fails, and with which code.</summary>
    public (string Identifier, int Code)? Failing { get; init; }

    public IReadOnlyList<string> Asked
    {
        get
        {
            lock (asked)
                return [.. asked];
        }
    }

    public async Task<bool> ContainsAsync(
        string identifier, uint random, uint sequence, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        (await FindAsync(identifier, random, sequence, from, to, cancellationToken)).Count > 0;

    public Task<IReadOnlyList<string>> FindAsync(
        string identifier, uint random, uint sequence, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        lock (asked)
            asked.Add(identifier);
        return Failing is var (failing, code) && failing == identifier
            ? Task.FromException<IReadOnlyList<string>>(new TimException(code, "not this one"))
            : Task.FromResult<IReadOnlyList<string>>(having.FirstOrDefault(one => one.Identifier == identifier).Keys ?? []);
    }
}
