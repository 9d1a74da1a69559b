using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace RxTim;

/// <summary>What a backend knows a repeated message by, beside sender and receiver.</summary>
internal readonly record struct RepeatStamp(uint Random, uint Sequence)
{
    /// <summary>The message's own random and sequence, and a drawn number for each that it lacks.</summary>
    public static RepeatStamp For(Message message) => new(OwnOrDrawn(message.Rand), OwnOrDrawn(message.Seq));

    private static uint OwnOrDrawn(ulong? own)
    {
        if ((uint)own.GetValueOrDefault() is not 0 and var number)
            return number;
        Span<uint> drawn = stackalloc uint[1];
        do
            RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(drawn));
        while (drawn[0] == 0);
        return drawn[0];
    }
}
