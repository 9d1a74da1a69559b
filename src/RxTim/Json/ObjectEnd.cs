using System.Diagnostics;

namespace RxTim;

/// <summary>
/// Finds where a JSON object ends without parsing it: at the brace that closes its first one, of those that stand outside strings.
/// </summary>
/// <remarks>
/// If the object is well-formed, that is its end. If it is not, the end is some brace or none, and whoever parses what is cut off there
/// finds the fault. A backslash takes the byte after it out of the count wherever it stands; well-formed JSON has it in strings only.
/// </remarks>
internal static partial class ObjectEnd
{
    /// <summary>The length of the object that the JSON begins with; -1 if it does not end.</summary>
    public static int Find(ReadOnlySpan<byte> json)
    {
        Debug.Assert(json is [(byte)'{', ..], "An object begins with a brace.");
#if NET
        if (System.Runtime.Intrinsics.Vector128.IsHardwareAccelerated)
            return FindByBlock(json);
#endif
        return FindByByte(json);
    }

    /// <summary>The same, one byte after the other: for where there are no vectors, and for the vectorised search to agree with.</summary>
    internal static int FindByByte(ReadOnlySpan<byte> json) => FindByByte(json, start: 0, depth: 0, inString: false, escaped: false);

    // From where what stands before has brought it.
    private static int FindByByte(ReadOnlySpan<byte> json, int start, int depth, bool inString, bool escaped)
    {
        for (var i = escaped ? start + 1 : start; i < json.Length; i++)
        {
            switch (json[i])
            {
                case (byte)'\\':
                    i++;
                    break;
                case (byte)'"':
                    inString = !inString;
                    break;
                case (byte)'{' when !inString:
                    depth++;
                    break;
                case (byte)'}' when !inString && --depth == 0:
                    return i + 1;
            }
        }
        return -1;
    }
}
