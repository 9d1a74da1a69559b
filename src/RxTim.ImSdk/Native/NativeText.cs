namespace RxTim.ImSdk;

/// <summary>Text as the native library takes it: UTF-8 that ends with a zero byte.</summary>
internal static class NativeText
{
    /// <exception cref="ArgumentException">The text is null, has a zero character, which would end it early, or half a surrogate
    /// pair, which UTF-8 cannot write.</exception>
    public static byte[] Encode(string text, string parameter)
    {
        ArgumentNullException.ThrowIfNull(text, parameter);
        if (text.Contains('\0'))
            throw new ArgumentException("The text has a zero character, where the native library would take it to end.", parameter);
        var bytes = new byte[StrictUtf8.Encoding.GetByteCount(text) + 1];
        StrictUtf8.Encoding.GetBytes(text, bytes);
        return bytes;
    }
}
