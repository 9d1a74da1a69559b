namespace RxTim.Rest.Tests;

/// <summary>A send through a client of its own, with made-up credentials.</summary>
internal static class Sending
{
    public const uint App = 1400000001;
    public const string Admin = "administrator";
    public const string Secret = "a-secret-key-that-must-never-show-5f3a9c";

    public static RestTransportOptions Options => new()
    {
        SdkAppId = App,
        Admin = Admin,
        UserSig = UserSigSource.FromSecretKey(Secret),
        Domain = new Uri("https://rest.test/"),
    };

    public static Task<List<MsgBatchSendResult>> SendAsync(HttpMessageHandler handler, params string[] identifiers) =>
        SendAsync(handler, Options, Message.Text("hello"), identifiers);

    public static Task<List<MsgBatchSendResult>> SendAsync(HttpMessageHandler handler, RestTransportOptions options, Message message, params string[] identifiers) =>
        SendAsync(new RestTransport(new HttpClient(handler), options), new(), message, identifiers);

    public static async Task<List<MsgBatchSendResult>> SendAsync(
        RestTransport transport, TimClientOptions options, Message message, params string[] identifiers)
    {
        await using var client = new TimClient(transport, options);
        var results = new List<MsgBatchSendResult>();
        var param = new MsgBatchSendParam { Identifiers = identifiers, Message = message };
        await foreach (var result in client.MsgBatchSendAsync(param, TestContext.Current.CancellationToken))
            results.Add(result);
        return results;
    }

    /// <summary>The results by identifier: exactly one for each asked.</summary>
    public static Dictionary<string, MsgBatchSendResult> OneEach(this List<MsgBatchSendResult> results, params string[] identifiers)
    {
        Assert.Equal(identifiers.Order(StringComparer.Ordinal), results.Select(result => result.Identifier).Order(StringComparer.Ordinal));
        return results.ToDictionary(result => result.Identifier);
    }
}
