using System.Text;

namespace RxTim.Cli;

/// <summary>Reads identifiers, one a line, and checks them. White space around them is dropped, blank lines are passed over.</summary>
/// <param name="stream">Where from.</param>
/// <param name="name">What to call it in a message.</param>
internal sealed class IdentifierLines(Stream stream, string name)
{
    private readonly LineReader lines = new(stream);
    private Range trimmed;

    /// <summary>The current identifier.</summary>
    public string Current => Encoding.ASCII.GetString(lines.Line[trimmed]);

    /// <summary>Goes to the next identifier; false at the end.</summary>
    /// <exception cref="InputException">The line holds no identifier, or cannot be read.</exception>
    public async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        while (await NextLineAsync(cancellationToken))
        {
            if (Check())
                return true;
        }
        return false;
    }

    private async ValueTask<bool> NextLineAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await lines.NextAsync(cancellationToken);
        }
        catch (InvalidDataException tooLong)
        {
            throw IdentifierRule.Broken($"{name}, line {lines.Number}", tooLong.Message);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{name}: cannot be read: {Failure.Reason(unreadable)}", unreadable);
        }
    }

    private bool Check()
    {
        var line = lines.Line;
        trimmed = Ascii.Trim(line);
        var identifier = line[trimmed];
        if (identifier.IsEmpty)
            return false;
        return IdentifierRule.Fault(identifier) is { } fault ? throw IdentifierRule.Broken($"{name}, line {lines.Number}", fault) : true;
    }
}
