using System.Text;

namespace RxTim.Cli;

/// <summary>Reads identifiers, one a line or one column of a table, and checks them. White space around them is dropped, blank lines are
/// passed over.</summary>
/// <param name="stream">Where from.</param>
/// <param name="name">What to call it in a message.</param>
/// <param name="column">The column that holds them; null if a line is an identifier.</param>
internal sealed class IdentifierLines(Stream stream, string name, string? column)
{
    private const string Hint = "If this is a table (CSV), name the column with --column.";

    // What a table of one column is mostly headed.
    private static readonly string[] UsualHeadings =
        ["id", "uid", "user", "userid", "user_id", "username", "identifier", "identifiers", "account", "to_account", "name"];

    private readonly LineReader lines = new(stream);
    private readonly CsvColumn? table = column is null ? null : new(column);
    private Range trimmed;

    /// <summary>The current identifier.</summary>
    public string Current => Encoding.ASCII.GetString(Untrimmed[trimmed]);

    private string Place => $"{name}, line {lines.Number}";

    private ReadOnlySpan<byte> Untrimmed => table is null ? lines.Line : table.Cell;

    /// <summary>Goes to the next identifier; false at the end.</summary>
    /// <exception cref="InputException">The line holds no identifier, or cannot be read.</exception>
    public async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        while (await NextLineAsync(cancellationToken))
        {
            if (IsRow() && Check())
                return true;
        }
        return table is not { IsOpen: true } ? false : throw new InputException($"{Place}: the last cell has a quote and no end.");
    }

    private async ValueTask<bool> NextLineAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await lines.NextAsync(cancellationToken);
        }
        catch (InvalidDataException tooLong)
        {
            throw IdentifierRule.Broken(Place, tooLong.Message);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{name}: cannot be read: {Failure.Reason(unreadable)}", unreadable);
        }
    }

    private bool IsRow()
    {
        if (table is null)
        {
            CheckHeading();
            return true;
        }
        try
        {
            return table.Take(lines.Line);
        }
        catch (InvalidDataException wrong)
        {
            throw new InputException($"{Place}: {wrong.Message}.", wrong);
        }
    }

    // A row is often short and printable enough to be taken for an identifier.
    private void CheckHeading()
    {
        if (lines.Number != 1 || !name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
            return;
        var headings = CsvColumn.Headings(lines.Line);
        if (headings.Count > 0)
        {
            throw new InputException($"{Place}: looks like a table. Say which column holds the identifiers: --column with "
                + $"{string.Join(" or ", headings.Take(5).Select(Quoted.Text))}.");
        }
        var only = Encoding.UTF8.GetString(lines.Line).Trim();
        if (UsualHeadings.Contains(only, StringComparer.OrdinalIgnoreCase))
            throw new InputException($"{Place}: looks like a heading. If it is one, give --column {only}; else rename the file, not .csv.");
    }

    private bool Check()
    {
        var line = Untrimmed;
        trimmed = Ascii.Trim(line);
        var identifier = line[trimmed];
        if (identifier.IsEmpty)
            return false;
        if (IdentifierRule.Fault(identifier) is not { } fault)
            return true;
        var broken = IdentifierRule.Broken(Place, fault);
        throw table is null && CsvColumn.Headings(identifier).Count > 0 ? new InputException($"{broken.Message} {Hint}") : broken;
    }
}
