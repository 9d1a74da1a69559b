// Draws a terminal's screen, as text with ANSI colours on standard input, as an SVG on standard output. Argument: the columns.
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

const double CharWidth = 8.4, LineHeight = 19, Margin = 16;
string[] palette = ["#3b4252", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#d8dee9"];
var columns = int.Parse(args[0]);
var lines = Console.In.ReadToEnd().TrimEnd().Split('\n');
var width = 2 * Margin + columns * CharWidth;
var height = 2 * Margin + lines.Length * LineHeight;

var svg = new StringBuilder();
svg.AppendLine($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="ui-monospace,Menlo,Consolas,monospace" font-size="14">""");
svg.AppendLine($"""<rect width="{width}" height="{height}" rx="8" fill="#1e222a"/>""");
var (colour, bold) = (Plain(), false);
for (var row = 0; row < lines.Length; row++)
{
    var column = 0;
    foreach (Match part in Regex.Matches(lines[row].TrimEnd('\r'), @"\e\[(?<sgr>[\d;]*)m|(?<text>[^\e]+)"))
    {
        if (part.Groups["sgr"].Success)
        {
            Style(part.Groups["sgr"].Value);
            continue;
        }
        var text = part.Groups["text"].Value;
        if (!string.IsNullOrWhiteSpace(text))
        {
            var x = Margin + column * CharWidth;
            var y = Margin + (row + 0.75) * LineHeight;
            svg.AppendLine($"""<text x="{x:0.#}" y="{y:0.#}" textLength="{text.Length * CharWidth:0.#}" fill="{colour}"{(bold ? " font-weight=\"bold\"" : "")} xml:space="preserve">{WebUtility.HtmlEncode(text)}</text>""");
        }
        column += text.Length;
    }
}
Console.Out.Write(svg.AppendLine("</svg>").ToString());

string Plain() => palette[7];

void Style(string sgr)
{
    var codes = sgr.Split(';').Select(code => code.Length == 0 ? 0 : int.Parse(code)).ToArray();
    for (var i = 0; i < codes.Length; i++)
    {
        switch (codes[i])
        {
            case 0: (colour, bold) = (Plain(), false); break;
            case 1: bold = true; break;
            case >= 30 and <= 37: colour = palette[codes[i] - 30]; break;
            case >= 90 and <= 97: colour = palette[codes[i] - 90]; break;
            case 39: colour = Plain(); break;
            case 38 when i + 2 < codes.Length && codes[i + 1] == 5: colour = Indexed(codes[i + 2]); i += 2; break;
            case 38 when i + 4 < codes.Length: colour = $"#{codes[i + 2]:x2}{codes[i + 3]:x2}{codes[i + 4]:x2}"; i += 4; break;
        }
    }
}

string Indexed(int index)
{
    if (index < 16)
        return palette[index % 8];
    if (index >= 232)
        return $"#{8 + (index - 232) * 10:x2}{8 + (index - 232) * 10:x2}{8 + (index - 232) * 10:x2}";
    int[] level = [0, 95, 135, 175, 215, 255];
    return $"#{level[(index - 16) / 36]:x2}{level[(index - 16) / 6 % 6]:x2}{level[(index - 16) % 6]:x2}";
}
