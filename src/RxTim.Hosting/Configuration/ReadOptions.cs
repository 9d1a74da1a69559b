using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace RxTim.Hosting;

/// <summary>Reads a client's options from its section.</summary>
internal sealed class ReadOptions(string name, IConfiguration section, string path) : IConfigureNamedOptions<RxTimOptions>
{
    public void Configure(RxTimOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, RxTimOptions options)
    {
        if (name != ForName)
            return;
        options.Path = path;
        var reader = new SettingsReader(section, path, options.Problems);
        Read(reader.Section("Rest"), options.Rest);
        Read(reader.Section("Pace"), options.Pace);
        Read(reader.Section("Retry"), options.Retry);
        Read(reader.Section("Client"), options.Client);
        // Below the section of the client without a key stand those of the clients with one.
        reader.Done(mayStand: static child =>
            child.GetChildren().Any(static below => below.Key is "Rest" or "Pace" or "Retry" or "Client"));
    }

    private string ForName { get; } = name;

    private static void Read(SettingsReader reader, RestSettings rest)
    {
        rest.Region = reader.Name<Rest.TimRegion>(nameof(rest.Region));
        rest.Domain = reader.Address(nameof(rest.Domain));
        rest.SdkAppId = reader.AppId(nameof(rest.SdkAppId));
        rest.Admin = reader.Text(nameof(rest.Admin));
        rest.SecretKey = reader.Text(nameof(rest.SecretKey));
        rest.UserSig = reader.Text(nameof(rest.UserSig));
        rest.UserSigLifetime = reader.Span(nameof(rest.UserSigLifetime));
        rest.From = reader.Text(nameof(rest.From));
        rest.LifeTime = reader.Span(nameof(rest.LifeTime));
        rest.OnlineOnly = reader.Flag(nameof(rest.OnlineOnly));
        rest.ConnectTimeout = reader.Span(nameof(rest.ConnectTimeout));
        rest.PooledConnectionLifetime = reader.Span(nameof(rest.PooledConnectionLifetime));
        reader.Done();
    }

    private static void Read(SettingsReader reader, PaceSettings pace)
    {
        pace.CallsPerSecond = reader.Number(nameof(pace.CallsPerSecond));
        pace.RecipientsPerMinute = reader.Number(nameof(pace.RecipientsPerMinute));
        reader.Done();
    }

    private static void Read(SettingsReader reader, RetrySettings retry)
    {
        retry.MaxAttempts = reader.Number(nameof(retry.MaxAttempts));
        retry.FirstDelay = reader.Span(nameof(retry.FirstDelay));
        retry.MaxDelay = reader.Span(nameof(retry.MaxDelay));
        retry.RetryUnknown = reader.Flag(nameof(retry.RetryUnknown));
        reader.Done();
    }

    private static void Read(SettingsReader reader, ClientSettings client)
    {
        client.IdentifiersPerCall = reader.Number(nameof(client.IdentifiersPerCall));
        client.MaxConcurrentCalls = reader.Number(nameof(client.MaxConcurrentCalls));
        client.ResultTimeout = reader.Span(nameof(client.ResultTimeout));
        reader.Done();
    }
}
