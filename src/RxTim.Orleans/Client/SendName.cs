using System.Buffers;

namespace RxTim.Orleans;

/// <summary>What a send may be called.</summary>
internal static class SendName
{
    private const int MostCharacters = 128;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <exception cref="ArgumentException">It may not.</exception>
    public static string Checked(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Length > MostCharacters || name.AsSpan().ContainsAnyExcept(Allowed))
            throw new ArgumentException($"A send's name has 1 to {MostCharacters} letters, digits, or one of . _ -", nameof(name));
        return name;
    }
}
