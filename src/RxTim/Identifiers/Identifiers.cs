using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace RxTim;

/// <summary>What Tencent documents of identifiers, to check and to read them before anything is sent. A send itself hands on whatever it is
/// given: the backend decides.</summary>
public static partial class Identifiers
{
    /// <summary>The longest identifier, in bytes: 32.</summary>
    public const int MaxBytes = 32;

    // So much of a wrong identifier is shown.
    private const int MostShown = 60;

    /// <summary>What is wrong with an identifier. Tencent's are 1 to <see cref="MaxBytes"/> bytes of printable ASCII, U+0020 to U+007E; its
    /// backend answers any other with 7003 (<see cref="TimErrorCodes.InvalidIdentifier"/>) or, over REST, does not know it.</summary>
    /// <param name="identifier">The identifier.</param>
    /// <returns>The reason, to stand inside a sentence, for example <c>the identifier is empty</c>; it is fit for a terminal whatever the
    /// identifier holds. Null if nothing is wrong.</returns>
    public static string? Problem(string? identifier)
    {
        if (identifier is null)
            return "the identifier is null";
        for (var i = 0; i < identifier.Length; i++)
        {
            if (identifier[i] is < ' ' or > '~')
                return $"the identifier {Quoted(identifier)} has U+{CodePointAt(identifier, i):X4} as its character {i + 1}";
        }
        return identifier.Length switch
        {
            0 => "the identifier is empty",
            > MaxBytes => $"the identifier {Quoted(identifier)} has {identifier.Length} bytes",
            _ => null,
        };
    }

    /// <summary>Reads identifiers from a file or another stream, one a line, as they are asked for, and checks each
    /// (<see cref="Problem"/>). White space around them, blank lines and a byte order mark are passed over.</summary>
    /// <param name="stream">UTF-8 text; stays open.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The identifiers, for example for <see cref="TimClient.MsgBatchSendAsync(Message, IAsyncEnumerable{string},
    /// CancellationToken)"/>.</returns>
    /// <exception cref="InvalidDataException">While reading: a line holds something else, is not UTF-8, or is longer than 64 kB; the message
    /// begins with its number.</exception>
    /// <exception cref="IOException">While reading: the stream cannot be read.</exception>
    public static IAsyncEnumerable<string> ReadAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return ReadLinesAsync(stream, cancellationToken);
    }

    /// <summary>Reads identifiers as <see cref="ReadAsync"/> does and counts them, to find what is wrong before anything is sent.</summary>
    /// <param name="stream">UTF-8 text; stays open, at its end.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>How many there are, repeats counted.</returns>
    /// <exception cref="InvalidDataException">A line holds something else, is not UTF-8, or is longer than 64 kB; the message begins with
    /// its number.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static async Task<long> CountAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var reader = new IdentifierReader(stream);
        var count = 0L;
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            count++;
        return count;
    }

    private static async IAsyncEnumerable<string> ReadLinesAsync(
        Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = new IdentifierReader(stream);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            yield return reader.Current;
    }

    // Where half of a surrogate pair stands alone, that half.
    private static int CodePointAt(string text, int index) =>
        char.IsSurrogatePair(text, index) ? char.ConvertToUtf32(text, index) : text[index];

    // What a terminal would obey instead of showing it is written out.
    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        var i = 0;
        while (i < text.Length && i < MostShown)
        {
            var length = char.IsSurrogatePair(text, i) ? 2 : 1;
            if (IsShown(CharUnicodeInfo.GetUnicodeCategory(text, i)))
                quoted.Append(text, i, length);
            else
                quoted.Append("\\u").Append(CodePointAt(text, i).ToString("X4", CultureInfo.InvariantCulture));
            i += length;
        }
        return quoted.Append(i < text.Length ? "…\"" : "\"").ToString();
    }

    private static bool IsShown(UnicodeCategory category) => category is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate);
}
