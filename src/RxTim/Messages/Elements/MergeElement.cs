using System.Text.Json.Serialization;

namespace RxTim;

/// <summary>Several messages merged into one: <c>MergerElem</c> of the SDK's header <c>TIMMessageManager.h</c>.</summary>
/// <remarks>
/// Merged messages may be merged again, to 100 layers.
/// </remarks>
public sealed record MergeElement() : MessageElement(ElementType.Merge)
{
    /// <summary>What is shown for them. <c>merge_elem_title</c>.</summary>
    [JsonPropertyName("merge_elem_title")]
    public string? Title { get; init; }

    /// <summary>The first lines that are shown for them. <c>merge_elem_abstract_array</c>.</summary>
    [JsonPropertyName("merge_elem_abstract_array")]
    [JsonConverter(typeof(WireListConverter<string>))]
    public IReadOnlyList<string>? Abstracts { get; init => field = WireList<string>.Copy(value); }

    /// <summary>What older SDKs show instead; must not be empty. <c>merge_elem_compatible_text</c>.</summary>
    [JsonPropertyName("merge_elem_compatible_text")]
    public string? CompatibleText { get; init; }

    /// <summary>The messages: up to 300, each sent before, of no group notices. <c>merge_elem_message_array</c>.</summary>
    [JsonPropertyName("merge_elem_message_array")]
    [JsonConverter(typeof(WireListConverter<Message>))]
    public IReadOnlyList<Message>? Messages { get; init => field = WireList<Message>.Copy(value); }

    /// <summary>Whether they nest deeper than 100 layers, so that they cannot be fetched; read-only.
    /// <c>merge_elem_layer_over_limit</c>.</summary>
    [JsonPropertyName("merge_elem_layer_over_limit")]
    public bool? LayerOverLimit { get; init; }

    /// <summary>The key to fetch them from a native SDK; read-only. <c>merge_elem_relay_pb_key</c>.</summary>
    [JsonPropertyName("merge_elem_relay_pb_key")]
    public string? RelayPbKey { get; init; }

    /// <summary>The key to fetch them from a web SDK; read-only. <c>merge_elem_relay_json_key</c>.</summary>
    [JsonPropertyName("merge_elem_relay_json_key")]
    public string? RelayJsonKey { get; init; }

    /// <summary>The messages as the backend passes them on; read-only. <c>merge_elem_relay_buffer</c>.</summary>
    [JsonPropertyName("merge_elem_relay_buffer")]
    public string? RelayBuffer { get; init; }
}
