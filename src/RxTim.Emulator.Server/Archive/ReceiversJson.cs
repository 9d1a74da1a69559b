using System.Text.Json.Serialization;

namespace RxTim.Emulator;

/// <summary>How the first receivers of a call are kept: a JSON array.</summary>
[JsonSerializable(typeof(string[]))]
internal sealed partial class ReceiversJson : JsonSerializerContext;
