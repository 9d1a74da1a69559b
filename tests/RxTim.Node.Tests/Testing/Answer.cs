using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace RxTim.Node.Tests;

/// <summary>What a request was answered with.</summary>
internal sealed record Answer(HttpStatusCode Status, string Text, HttpResponseHeaders Headers)
{
    public string[] Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A member of the answer's JSON, as text.</summary>
    public string? this[string member]
    {
        get
        {
            using var json = JsonDocument.Parse(Text);
            return json.RootElement.TryGetProperty(member, out var value) ? value.ToString() : null;
        }
    }
}
