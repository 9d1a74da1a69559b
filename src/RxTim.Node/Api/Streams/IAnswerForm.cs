using System.Buffers;

namespace RxTim.Node;

/// <summary>How a stream of items is written.</summary>
/// <typeparam name="T">An item.</typeparam>
internal interface IAnswerForm<in T>
{
    string ContentType { get; }

    void Add(IBufferWriter<byte> output, T item);

    /// <summary>After what came together, and every second while nothing comes.</summary>
    void Pause(IBufferWriter<byte> output);

    /// <summary>After the last item.</summary>
    Task EndAsync(IBufferWriter<byte> output, CancellationToken cancellationToken);

    /// <summary>Something went wrong in the middle.</summary>
    void Fail(IBufferWriter<byte> output, ApiFault fault);
}
