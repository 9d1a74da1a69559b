using System.Text.Json;

namespace RxTim;

/// <summary>The keys of an entry in a batch send's answer, in the order in which the SDK writes them.</summary>
internal static class ResultKeys
{
    public static readonly JsonEncodedText Code = JsonEncodedText.Encode("msg_batch_send_result_code");
    public static readonly JsonEncodedText Desc = JsonEncodedText.Encode("msg_batch_send_result_desc");
    public static readonly JsonEncodedText Identifier = JsonEncodedText.Encode("msg_batch_send_result_identifier");
    public static readonly JsonEncodedText Message = JsonEncodedText.Encode("msg_batch_send_result_msg");
}
