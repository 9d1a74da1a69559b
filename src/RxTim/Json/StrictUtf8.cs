using System.Text;

namespace RxTim;

/// <summary>UTF-8 that throws where text has no UTF-8 form, or bytes are none.</summary>
internal static class StrictUtf8
{
    public static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}
