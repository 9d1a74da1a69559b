using System.Text.Encodings.Web;

namespace RxTim;

/// <summary>
/// Escapes what JSON requires and nothing else. The relaxed encoder of System.Text.Json would escape emoji and all else beyond the basic
/// plane, at twelve bytes for four, of the 12 kB that a message may have.
/// </summary>
internal sealed class TimJsonEncoder : JavaScriptEncoder
{
    internal static readonly TimJsonEncoder Instance = new();

#if NET
    private static readonly System.Buffers.SearchValues<char> Escaped =
        System.Buffers.SearchValues.Create([.. Enumerable.Range(0, ' ').Select(c => (char)c), '"', '\\']);
#endif

    public override int MaxOutputCharactersPerInputCharacter => UnsafeRelaxedJsonEscaping.MaxOutputCharactersPerInputCharacter;

    public override bool WillEncode(int unicodeScalar) => unicodeScalar is < ' ' or '"' or '\\';

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var all = new ReadOnlySpan<char>(text, textLength);
        var escaped = IndexOfEscaped(all);
        var half = IndexOfHalfPair(escaped < 0 ? all : all[..escaped]);
        return half >= 0 ? half : escaped;
    }

    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        if (WillEncode(unicodeScalar))
            return UnsafeRelaxedJsonEscaping.TryEncodeUnicodeScalar(unicodeScalar, buffer, bufferLength, out numberOfCharactersWritten);

        var text = char.ConvertFromUtf32(unicodeScalar).AsSpan();
        var fits = text.TryCopyTo(new Span<char>(buffer, bufferLength));
        numberOfCharactersWritten = fits ? text.Length : 0;
        return fits;
    }

#if NET
    private static int IndexOfEscaped(ReadOnlySpan<char> text) => text.IndexOfAny(Escaped);

    private static int IndexOfSurrogate(ReadOnlySpan<char> text) => text.IndexOfAnyInRange('\ud800', '\udfff');
#else
    private static int IndexOfEscaped(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (Instance.WillEncode(text[i])) return i;
        }

        return -1;
    }

    private static int IndexOfSurrogate(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i])) return i;
        }

        return -1;
    }
#endif

    private static int IndexOfHalfPair(ReadOnlySpan<char> text)
    {
        var start = 0;
        while (IndexOfSurrogate(text[start..]) is >= 0 and var ahead)
        {
            var i = start + ahead;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return i;
            start = i + 2;
        }

        return -1;
    }
}
