using System.Buffers;
using System.Text;

namespace RxTim.Cli;

/// <summary>
/// Takes one column out of a table: CSV (RFC 4180) with a heading, with commas, semicolons or tabs between the cells, whichever the heading
/// has first. Cells may be in quotes, and then have separators, quotes (doubled) and line ends in them.
/// </summary>
/// <param name="name">The column's name in the heading, in any case.</param>
internal sealed class CsvColumn(string name)
{
    private const byte Quote = (byte)'"';

    private static readonly SearchValues<byte> Separators = SearchValues.Create(",;\t"u8);

    private readonly ArrayBufferWriter<byte> cell = new();
    private readonly List<string> heading = [];
    private byte separator;
    private int wanted = -1;
    private int column;
    private bool isQuoted;
    private bool isHeading = true;

    /// <summary>The cell of the current row, after <see cref="Take"/>.</summary>
    public ReadOnlySpan<byte> Cell => cell.WrittenSpan;

    /// <summary>Whether the row goes on in the next line, for a quote is open.</summary>
    public bool IsOpen => isQuoted;

    /// <summary>The cells of a heading, if the line looks like one of a table of several columns; else none.</summary>
    public static IReadOnlyList<string> Headings(ReadOnlySpan<byte> line) => line.IndexOfAny(Separators) is >= 0 and var first
        ? Encoding.UTF8.GetString(line).Split((char)line[first], StringSplitOptions.TrimEntries)
        : [];

    /// <summary>Takes the next line in.</summary>
    /// <param name="line">The line without its line feed.</param>
    /// <returns>Whether a row is at its end that has a <see cref="Cell"/>.</returns>
    /// <exception cref="InvalidDataException">The heading has no such column, the row has too few, or a cell has no end.</exception>
    public bool Take(ReadOnlySpan<byte> line)
    {
        if (isHeading && separator == 0)
            separator = line.IndexOfAny(Separators) is >= 0 and var first ? line[first] : (byte)',';
        if (!isQuoted)
        {
            column = 0;
            cell.ResetWrittenCount();
        }
        Read(line);
        if (isQuoted)
        {
            Add((byte)'\n');
            return cell.WrittenCount > LineReader.LongestLine
                ? throw new InvalidDataException($"a cell is longer than {LineReader.LongestLine} bytes; is its last quote missing?")
                : false;
        }
        EndCell();
        if (isHeading)
        {
            FindColumn();
            return false;
        }
        // A row of one empty cell is a blank line.
        return column > wanted || (column == 1 && line.Trim(" \t\r"u8).IsEmpty)
            ? column > wanted
            : throw new InvalidDataException($"the row has {column} columns, and {Quoted.Text(heading[wanted])} is number {wanted + 1}");
    }

    private void Read(ReadOnlySpan<byte> line)
    {
        var isStart = !isQuoted;
        for (var i = 0; i < line.Length; i++)
        {
            var next = line[i];
            if (isQuoted && next == Quote)
            {
                isQuoted = i + 1 < line.Length && line[i + 1] == Quote;
                if (isQuoted)
                    Add(line[++i]);
            }
            else if (!isQuoted && next == Quote && isStart)
                isQuoted = true;
            else if (!isQuoted && next == separator)
                EndCell();
            else
                Add(next);
            isStart = !isQuoted && next == separator;
        }
    }

    private void Add(byte next)
    {
        if (isHeading || column == wanted)
            cell.Write([next]);
    }

    private void EndCell()
    {
        column++;
        if (!isHeading)
            return;
        heading.Add(Encoding.UTF8.GetString(cell.WrittenSpan).Trim());
        cell.ResetWrittenCount();
    }

    private void FindColumn()
    {
        wanted = heading.IndexOf(name);
        if (wanted < 0)
            wanted = heading.FindIndex(title => title.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (wanted < 0)
        {
            var titles = string.Join(", ", heading.Select(Quoted.Text));
            throw new InvalidDataException($"there is no column {Quoted.Text(name)}; the heading has {titles}");
        }
        isHeading = false;
    }
}
