using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace RxTim.Cli.Tests;

/// <summary>What a terminal shows after it was sent some text, with the few sequences that this program uses.</summary>
internal sealed partial class Screen(int width)
{
    private readonly List<char[]> rows = [];
    private int row;
    private int column;

    /// <summary>All lines, also those that have scrolled away, without the blanks at their ends.</summary>
    public IReadOnlyList<string> Lines => [.. rows.Select(line => new string(line).TrimEnd())];

    /// <exception cref="InvalidDataException">There is a sequence that this screen does not know.</exception>
    public Screen Show(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (text[at] == '\u001b')
            {
                var sequence = Sequence().Match(text, at);
                if (!sequence.Success || sequence.Index != at)
                    throw new InvalidDataException($"Not known: {text[at..Math.Min(text.Length, at + 8)]}");
                Obey(sequence.Groups["parameters"].Value, sequence.Groups["command"].Value);
                at += sequence.Length;
            }
            else
                Put(text[at++]);
        }
        return this;
    }

    [GeneratedRegex(@"\u001b(\[(?<parameters>[?0-9;]*)(?<command>[A-Za-z])|[=>])")]
    private static partial Regex Sequence();

    private void Put(char c)
    {
        if (c == '\r')
            column = 0;
        else if (c == '\n')
            (row, column) = (row + 1, 0);
        else
        {
            if (column == width)
                (row, column) = (row + 1, 0);
            Row(row)[column++] = c;
        }
    }

    private void Obey(string parameters, string command)
    {
        var count = int.TryParse(parameters, CultureInfo.InvariantCulture, out var number) ? number : 1;
        switch (command)
        {
            case "A":
                row = Math.Max(0, row - count);
                break;
            case "K" when parameters == "2":
                Array.Fill(Row(row), ' ');
                break;
            case "J" when parameters is "" or "0":
                Array.Fill(Row(row), ' ', column, width - column);
                rows.RemoveRange(row + 1, rows.Count - row - 1);
                break;
            case "m" or "h" or "l" or "":
                break;
            default:
                throw new InvalidDataException($"Not known: {parameters}{command}");
        }
    }

    private char[] Row(int index)
    {
        while (rows.Count <= index)
            rows.Add([.. Enumerable.Repeat(' ', width)]);
        return rows[index];
    }
}
