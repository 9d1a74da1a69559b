namespace RxTim.Cli;

/// <summary>Passes bytes on, and does without those that are not taken. It is for standard error, where nobody is left to be told of a
/// fault, and for whoever draws on a terminal, whose <see cref="OutputStream"/> keeps the fault.</summary>
internal sealed class LossyStream(Stream stream) : SequentialStream
{
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            stream.Write(buffer);
            stream.Flush();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or OutputException)
        {
            return;
        }
    }

    public override void Flush()
    {
        // Nothing is held back.
    }
}
