using System.Text.Json;

namespace RxTim.Emulator;

/// <summary>One call of the API: reads the request's object and writes the answer's.</summary>
internal abstract class RestEndpoint(string path, int adminRequired)
{
    /// <summary>The path, without the slash in front.</summary>
    public string Path => path;

    /// <summary>The code for a caller who is not an administrator.</summary>
    public int AdminRequired => adminRequired;

    /// <summary>The call's name, as in the documentation.</summary>
    public string Name { get; } = path[(path.LastIndexOf('/') + 1)..];

    /// <summary>Answers a call.</summary>
    /// <param name="request">The body's object.</param>
    /// <param name="admin">Who calls.</param>
    /// <param name="aborted">Ends when nobody waits for the answer any longer.</param>
    /// <returns>What the answer is.</returns>
    /// <exception cref="RestRefusal">The call is refused whole.</exception>
    public abstract Task<RestAnswer> AnswerAsync(JsonElement request, string admin, CancellationToken aborted);
}
