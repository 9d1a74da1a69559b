using System.Text.Json;

namespace RxTim;

/// <summary>A backend's answer that cannot be read, and the byte at which it stops making sense.</summary>
internal sealed class MalformedAnswerException(long position, string what, Exception? innerException = null)
    : JsonException($"The backend's answer is malformed at byte {position}: {what}", innerException)
{
    /// <summary>What does not make sense, without where.</summary>
    public string What => what;
}
