using System.Buffers;
using System.Text;

namespace RxTim.Cli;

/// <summary>Text for a terminal, in UTF-8: what would steer the terminal is written out, as <see cref="Quoted"/> does.</summary>
internal sealed class TerminalText(Stream terminal) : WritingStream
{
    private readonly ArrayBufferWriter<byte> shown = new();

    // The beginning of a character whose end is not there yet.
    private readonly byte[] begun = new byte[4];
    private int begunLength;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        shown.ResetWrittenCount();
        while (begunLength > 0 && buffer.Length > 0)
        {
            begun[begunLength++] = buffer[0];
            buffer = buffer[1..];
            if (Rune.DecodeFromUtf8(begun.AsSpan(0, begunLength), out var rune, out var length) == OperationStatus.NeedMoreData)
                continue;
            Show(rune);
            // Where the end turned out to be no end, it may begin something else.
            begun.AsSpan(length, begunLength - length).CopyTo(begun);
            begunLength -= length;
        }
        while (buffer.Length > 0)
        {
            if (Rune.DecodeFromUtf8(buffer, out var rune, out var length) == OperationStatus.NeedMoreData)
            {
                buffer.CopyTo(begun);
                begunLength = buffer.Length;
                break;
            }
            Show(rune);
            buffer = buffer[length..];
        }
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
