namespace RxTim.ImSdk.Isolated;

/// <summary>The arguments that <c>imsdk-observed</c> names, and what the library makes of them.</summary>
internal static class Params
{
    public const string Message = """{"message_elem_array":[{"elem_type":0,"text_elem_content":"你好 😀"}]}""";

    /// <summary>Malformed or not an object: refused at once with -3.</summary>
    public static readonly string[] NoJson = ["{not json", "[]"];

    /// <summary>Taken with 0, and never answered.</summary>
    public static readonly string[] NeverAnswered =
    [
        Of("[]"),
        $$"""{"msg_batch_send_param_msg":{{Message}}}""",
        Of("\"user\""),
        "{}",
    ];

    public const string WithoutMessage = """{"msg_batch_send_param_identifier_array":["a"]}""";

    /// <summary>A parameter with this JSON in place of the identifier array.</summary>
    public static string Of(string identifiers) =>
        $$"""{"msg_batch_send_param_identifier_array":{{identifiers}},"msg_batch_send_param_msg":{{Message}}}""";
}
