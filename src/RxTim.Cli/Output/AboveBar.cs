using Spectre.Console.Rendering;

namespace RxTim.Cli;

/// <summary>Lines that are written where the bar stands, which is drawn again below them. What was there is wiped first: a line that is
/// shorter than the bar would keep the rest of it.</summary>
internal sealed class AboveBar(IEnumerable<IRenderable> lines) : IRenderable
{
    private const string EraseToEndOfScreen = "\u001b[J";

    private readonly IRenderable rows = new Spectre.Console.Rows(lines);

    public Measurement Measure(RenderOptions options, int maxWidth) => rows.Measure(options, maxWidth);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        var text = rows.Render(options, maxWidth);
        return options.Ansi ? text.Prepend(Segment.Control(EraseToEndOfScreen)) : text;
    }
}
