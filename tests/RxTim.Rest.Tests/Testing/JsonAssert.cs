using System.Text.Json;

namespace RxTim.Rest.Tests;

/// <summary>Compares JSON by what it says: the order of keys does not count; numbers must be written with the same digits.</summary>
internal static class JsonAssert
{
    internal static void Same(string expected, string actual)
    {
        var options = new JsonDocumentOptions { MaxDepth = 1000 };
        using var left = JsonDocument.Parse(expected, options);
        using var right = JsonDocument.Parse(actual, options);
        Same(left.RootElement, right.RootElement, "$");
    }

    private static void Same(JsonElement expected, JsonElement actual, string path)
    {
        Assert.True(expected.ValueKind == actual.ValueKind, $"{path} is {actual.ValueKind}, not {expected.ValueKind}.");
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                Assert.True(Keys(expected) == Keys(actual), $"{path} has the keys {Keys(actual)}, not {Keys(expected)}.");
                foreach (var property in expected.EnumerateObject())
                    Same(property.Value, actual.GetProperty(property.Name), $"{path}.{property.Name}");
                break;
            case JsonValueKind.Array:
                Assert.True(expected.GetArrayLength() == actual.GetArrayLength(), $"{path} has {actual.GetArrayLength()} items.");
                for (var i = 0; i < expected.GetArrayLength(); i++) Same(expected[i], actual[i], $"{path}[{i}]");
                break;
            case JsonValueKind.String:
                Assert.True(expected.GetString() == actual.GetString(), $"{path} is {actual}, not {expected}.");
                break;
            default:
                Assert.True(expected.GetRawText() == actual.GetRawText(), $"{path} is {actual.GetRawText()}, not {expected.GetRawText()}.");
                break;
        }
    }

    private static string Keys(JsonElement json) => string.Join(' ', json.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
}
