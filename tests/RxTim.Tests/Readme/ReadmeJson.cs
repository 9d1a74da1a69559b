using System.Text.Json;
using System.Text.Json.Serialization;

namespace RxTim.Tests;

public sealed record Delivery(string User, SendOutcome Outcome, int Code);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Delivery))]
internal sealed partial class ApiJson : JsonSerializerContext;
