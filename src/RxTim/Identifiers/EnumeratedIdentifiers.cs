namespace RxTim;

/// <summary>Identifiers that are enumerated, in the form in which a send pulls them.</summary>
internal sealed class EnumeratedIdentifiers(IEnumerable<string> identifiers) : IAsyncEnumerable<string>
{
    public IAsyncEnumerator<string> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new Enumerator(identifiers.GetEnumerator());

    private sealed class Enumerator(IEnumerator<string> identifiers) : IAsyncEnumerator<string>
    {
        public string Current => identifiers.Current;

        public ValueTask<bool> MoveNextAsync() => new(identifiers.MoveNext());

        public ValueTask DisposeAsync()
        {
            identifiers.Dispose();
            return default;
        }
    }
}
