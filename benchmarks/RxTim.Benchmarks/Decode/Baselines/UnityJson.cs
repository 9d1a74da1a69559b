using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;

namespace RxTim.Benchmarks;

/// <summary>The way of Tencent's Unity SDK: the native library's UTF-8 becomes a string, and Newtonsoft.Json makes objects of all of
/// it. These classes and calls are ours.</summary>
internal static class UnityJson
{
    private static readonly JsonSerializerSettings Settings = SettingsWith(MissingMemberHandling.Ignore);

    public static List<UnityResult> Parse(ReadOnlySpan<byte> utf8Json) =>
        JsonConvert.DeserializeObject<List<UnityResult>>(Encoding.UTF8.GetString(utf8Json), Settings)!;

    /// <summary>Fails if the JSON has a key without a member: then the comparison would be with less than the whole.</summary>
    public static void CheckEveryKeyHasAMember(ReadOnlySpan<byte> utf8Json) =>
        JsonConvert.DeserializeObject<List<UnityResult>>(Encoding.UTF8.GetString(utf8Json), SettingsWith(MissingMemberHandling.Error));

    private static JsonSerializerSettings SettingsWith(MissingMemberHandling missing) => new()
    {
        ContractResolver = new DefaultContractResolver { NamingStrategy = new SnakeCaseNamingStrategy() },
        MissingMemberHandling = missing,
        MaxDepth = Callback.MaxDepth,
    };
}

/// <summary>The same classes by System.Text.Json, its code generated at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    MaxDepth = Callback.MaxDepth)]
[JsonSerializable(typeof(List<UnityResult>))]
internal sealed partial class SourceGeneratedJson : JsonSerializerContext
{
    public static List<UnityResult> Parse(ReadOnlySpan<byte> utf8Json) =>
        System.Text.Json.JsonSerializer.Deserialize(utf8Json, Default.ListUnityResult)!;
}
