namespace RxTim.Hosting;

/// <summary>Names that a service finds RxTim by.</summary>
public static class RxTimDefaults
{
    /// <summary>The section of the configuration: <c>RxTim</c>. A keyed client's is <c>RxTim:KEY</c>.</summary>
    public const string Section = "RxTim";

    /// <summary>The name of the <see cref="HttpClient"/> that a client's requests go through: <c>RxTim</c>, or <c>RxTim:KEY</c>.</summary>
    /// <param name="key">The client's key; null for the one without.</param>
    /// <returns>The name.</returns>
    public static string HttpClientName(string? key = null) => NameOf(key);

    // The name of the options of the client without a key.
    internal const string OptionsName = "";

    // A client's options, HttpClient and health check go by one name.
    internal static string NameOf(string? key) => key is null ? Section : $"{Section}:{key}";
}
