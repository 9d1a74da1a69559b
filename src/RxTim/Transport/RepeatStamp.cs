#if !NET
using System.Runtime.InteropServices;
using System.Security.Cryptography;
#endif

namespace RxTim;

/// <summary>What a backend knows a repeated message by, beside sender and receiver.</summary>
internal readonly record struct RepeatStamp(uint Random, uint Sequence)
{
    /// <summary>The message's own random and sequence, and a drawn number for each that it lacks.</summary>
    public static RepeatStamp For(Message message) => new(OwnOrDrawn(message.Rand), OwnOrDrawn(message.Seq));

    private static uint OwnOrDrawn(ulong? own) => (uint)own.GetValueOrDefault() is not 0 and var number ? number : Draw();

    // It has to differ from the others, not to be a secret: against the generator for secrets, which .NET Standard needs for it, a send of one
    // takes two thirds of the time.
    private static uint Draw()
    {
#if NET
        return (uint)System.Random.Shared.NextInt64(1, 1L + uint.MaxValue);
#else
        Span<uint> drawn = stackalloc uint[1];
        do
            RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(drawn));
        while (drawn[0] == 0);
        return drawn[0];
#endif
    }
}
