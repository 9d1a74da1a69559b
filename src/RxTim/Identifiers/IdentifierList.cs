namespace RxTim;

/// <summary>A list of identifiers in the form in which a send pulls them; it never makes its consumer wait.</summary>
internal sealed class IdentifierList(IReadOnlyList<string> identifiers) : IAsyncEnumerable<string>
{
    public IReadOnlyList<string> Items => identifiers;

    public IAsyncEnumerator<string> GetAsyncEnumerator(CancellationToken cancellationToken = default) => new Enumerator(identifiers);

    private sealed class Enumerator(IReadOnlyList<string> identifiers) : IAsyncEnumerator<string>
    {
        private int position = -1;

        public string Current => identifiers[position];

        public ValueTask<bool> MoveNextAsync() => new(++position < identifiers.Count);

        public ValueTask DisposeAsync() => default;
    }
}
