using System.Globalization;

namespace RxTim.Emulator;

/// <summary>By what a message of a pair of users is named: <c>SEQUENCE_RANDOM_SECONDS</c>.</summary>
internal readonly record struct MsgKey(ulong Sequence, ulong Random, long Time)
{
    /// <summary>Reads one; null if it is none.</summary>
    public static MsgKey? Parse(string text)
    {
        var parts = text.Split('_');
        return parts.Length == 3 && Number(parts[0]) is { } sequence && Number(parts[1]) is { } random
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var time)
            ? new MsgKey(sequence, random, time)
            : null;
    }

    public override string ToString() => $"{Sequence}_{Random}_{Time}";

    private static ulong? Number(string text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
