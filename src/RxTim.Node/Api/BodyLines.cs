using System.Buffers;
using System.IO.Pipelines;

namespace RxTim.Node;

/// <summary>The lines of a request's body, read as they are taken. No more of it is held than one line and what Kestrel reads
/// ahead.</summary>
internal sealed class BodyLines(PipeReader reader) : IDisposable
{
    private ReadOnlySequence<byte> rest;
    private bool isReading;
    private bool isComplete;

    /// <summary>The number of the line that was read last, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The next line that is there already, without its end.</summary>
    /// <param name="most">How many bytes it may have.</param>
    /// <param name="line">Valid until the next <see cref="FillAsync"/>.</param>
    /// <returns>False if there is none yet, or no more.</returns>
    /// <exception cref="ApiException">It is too long.</exception>
    public bool TryRead(int most, out ReadOnlySequence<byte> line)
    {
        if (rest.PositionOf((byte)'\n') is { } end)
        {
            line = rest.Slice(0, end);
            rest = rest.Slice(rest.GetPosition(1, end));
        }
        else
        {
            line = rest;
            if (rest.Length <= most && (!isComplete || rest.IsEmpty))
                return false;
            rest = rest.Slice(rest.End);
        }
        Number++;
        return line.Length <= most ? true : throw new ApiException(ApiFault.BadInput($"The line is longer than {most} bytes.", Number));
    }

    /// <summary>Waits for more of the body.</summary>
    /// <returns>False at its end.</returns>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (isComplete)
            return false;
        Advance(examined: rest.End);
        var read = await reader.ReadAsync(cancellationToken);
        (rest, isReading, isComplete) = (read.Buffer, true, read.IsCompleted);
        return true;
    }

    /// <summary>Leaves the rest to Kestrel.</summary>
    public void Dispose() => Advance(examined: rest.Start);

    private void Advance(SequencePosition examined)
    {
        if (!isReading)
            return;
        isReading = false;
        reader.AdvanceTo(rest.Start, examined);
        rest = default;
    }
}
