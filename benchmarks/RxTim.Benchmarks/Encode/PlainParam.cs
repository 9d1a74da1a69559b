using System.Text.Json.Serialization;
using Newtonsoft.Json;

namespace RxTim.Benchmarks;

/// <summary>A call's JSON as plain classes, with the keys that a text message needs.</summary>
internal sealed record PlainParam(
    [property: JsonProperty("msg_batch_send_param_identifier_array"), JsonPropertyName("msg_batch_send_param_identifier_array")]
    string[] Identifiers,
    [property: JsonProperty("msg_batch_send_param_msg"), JsonPropertyName("msg_batch_send_param_msg")]
    PlainMessage Message);

internal sealed record PlainMessage(
    [property: JsonProperty("message_elem_array"), JsonPropertyName("message_elem_array")]
    PlainTextElement[] Elements);

internal sealed record PlainTextElement(
    [property: JsonProperty("elem_type"), JsonPropertyName("elem_type")]
    int Type,
    [property: JsonProperty("text_elem_content"), JsonPropertyName("text_elem_content")]
    string Content);

[JsonSerializable(typeof(PlainParam))]
internal sealed partial class PlainParamJson : JsonSerializerContext;
