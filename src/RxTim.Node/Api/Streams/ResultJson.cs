using System.Buffers;
using System.Text.Json;

namespace RxTim.Node;

/// <summary>A result in the SDK's own JSON.</summary>
internal static class ResultJson
{
    public static void Write(IBufferWriter<byte> output, MsgBatchSendResult result)
    {
        try
        {
            result.WriteJson(output);
        }
        catch (JsonException)
        {
            // The message in the backend's answer is malformed. What became of the identifier is known all the same.
            new MsgBatchSendResult(result.Identifier, result.Code, result.Desc).WriteJson(output);
        }
    }
}
