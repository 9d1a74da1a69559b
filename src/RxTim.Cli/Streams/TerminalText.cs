using System.Buffers;
using System.Text;

namespace RxTim.Cli;

/// <summary>Text for a terminal, in UTF-8: what would steer the terminal is written out, as <see cref="Quoted"/> does.</summary>
internal sealed class TerminalText(Stream terminal) : SequentialStream
{
    private readonly ArrayBufferWriter<byte> shown = new();

    // The beginning of a character whose end is not there yet.
    private byte[] begun = [];

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        shown.ResetWrittenCount();
        ReadOnlySpan<byte> text = begun.Length == 0 ? buffer : [.. begun, .. buffer];
        // Of no text at all it wants more, too.
        while (Rune.DecodeFromUtf8(text, out var rune, out var length) != OperationStatus.NeedMoreData)
        {
            Show(rune);
            text = text[length..];
        }
        begun = text.ToArray();
        terminal.Write(shown.WrittenSpan);
    }

    public override void Flush() => terminal.Flush();

    private void Show(Rune rune)
    {
        if (rune.Value is '\n' or '\t' || !Quoted.IsUnfit(rune))
            shown.Advance(rune.EncodeToUtf8(shown.GetSpan(4)));
        else
            shown.Write(Encoding.ASCII.GetBytes(Quoted.Escaped(rune)));
    }
}
