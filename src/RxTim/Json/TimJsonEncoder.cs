using System.Text.Encodings.Web;

namespace RxTim;

/// <summary>
/// Escapes what JSON requires and nothing else. The relaxed encoder of System.Text.Json would escape emoji and all else beyond the basic
/// plane, at twelve bytes for four, of the 12 kB that a message may have.
/// </summary>
internal sealed class TimJsonEncoder : JavaScriptEncoder
{
    internal static readonly TimJsonEncoder Instance = new();

    public override int MaxOutputCharactersPerInputCharacter => UnsafeRelaxedJsonEscaping.MaxOutputCharactersPerInputCharacter;

    public override bool WillEncode(int unicodeScalar) => unicodeScalar is < ' ' or '"' or '\\';

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var rest = new ReadOnlySpan<char>(text, textLength);
        for (var i = 0; i < rest.Length; i++)
        {
            var c = rest[i];
            if (WillEncode(c)) return i;
            if (!char.IsSurrogate(c)) continue;
            if (!char.IsHighSurrogate(c) || i + 1 == rest.Length || !char.IsLowSurrogate(rest[i + 1])) return i;
            i++;
        }

        return -1;
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
}
