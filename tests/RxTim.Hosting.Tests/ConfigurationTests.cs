using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using RxTim.Rest;

namespace RxTim.Hosting.Tests;

/// <summary>What is wrong in the configuration is said when the host starts: which key, and what is allowed.</summary>
public sealed class ConfigurationTests
{
    private const string Secret = "a secret key that nobody may read";

    // What is put into a configuration that is right, or taken out of it (null); then the key that is named, and what is said of it.
    public static TheoryData<string, string?, string, string> Wrong => new()
    {
        { "Rest:Region", null, "RxTim:Rest:Region", "Singapore" },
        { "Rest:Region", "Mars", "RxTim:Rest:Region", "one of China, Singapore, Seoul, Tokyo, Frankfurt, SiliconValley, Jakarta" },
        { "Rest:Region", "1", "RxTim:Rest:Region", "one of China" },
        { "Rest:Domain", "https://example.com/", "RxTim:Rest:Domain", "give one of them" },
        { "Rest:Domain", "example", "RxTim:Rest:Domain", "absolute address" },
        { "Rest:Domain", "http://example.com/", "RxTim:Rest:Domain", "https" },
        { "Rest:Domain", "https://example.com/?a=b", "RxTim:Rest:Domain", "without user, query or fragment" },
        { "Rest:SdkAppId", null, "RxTim:Rest:SdkAppId", "is missing" },
        { "Rest:SdkAppId", "0", "RxTim:Rest:SdkAppId", "from 1 to 4294967295" },
        { "Rest:SdkAppId", "14 hundred", "RxTim:Rest:SdkAppId", "from 1 to 4294967295" },
        { "Rest:Admin", null, "RxTim:Rest:Admin", "is missing" },
        { "Rest:Admin", "a\nb", "RxTim:Rest:Admin", "line break" },
        { "Rest:SecretKey", null, "RxTim:Rest:SecretKey", "RxTim:Rest:SecretKey is missing" },
        { "Rest:UserSig", "eJx", "RxTim:Rest:UserSig", "give one of them" },
        { "Rest:UserSigLifetime", "00:00:09", "RxTim:Rest:UserSigLifetime", "at least 00:00:10" },
        { "Rest:UserSigLifetime", "a day", "RxTim:Rest:UserSigLifetime", "time span" },
        { "Rest:From", "", "RxTim:Rest:From", "leave it out" },
        { "Rest:LifeTime", "8.00:00:00", "RxTim:Rest:LifeTime", "7.00:00:00" },
        { "Rest:OnlineOnly", "perhaps", "RxTim:Rest:OnlineOnly", "true or false" },
        { "Rest:ConnectTimeout", "00:00:00", "RxTim:Rest:ConnectTimeout", "over 00:00:00" },
        { "Rest:PooledConnectionLifetime", "-00:00:01", "RxTim:Rest:PooledConnectionLifetime", "over 00:00:00" },
        { "Rest:Regoin", "Seoul", "RxTim:Rest:Regoin", "Region" },
        { "Pace:CallsPerSecond", "0", "RxTim:Pace:CallsPerSecond", "at least 1" },
        { "Pace:CallsPerSecond", "fast", "RxTim:Pace:CallsPerSecond", "whole number" },
        { "Pace:RecipientsPerMinute", "0", "RxTim:Pace:RecipientsPerMinute", "takes 12000" },
        { "Pace:RecipientsPerMinute", "12 thousand", "RxTim:Pace:RecipientsPerMinute", "whole number" },
        { "Retry:MaxAttempts", "0", "RxTim:Retry:MaxAttempts", "at least 1" },
        { "Retry:FirstDelay", "-00:00:01", "RxTim:Retry:FirstDelay", "over 00:00:00" },
        { "Retry:FirstDelay", "00:01:00", "RxTim:Retry:FirstDelay", "Retry:MaxDelay" },
        { "Retry:MaxDelay", "00:00:00.1", "RxTim:Retry:MaxDelay", "at least Retry:FirstDelay" },
        { "Retry:RetryUnknown", "never", "RxTim:Retry:RetryUnknown", "true or false" },
        { "Client:IdentifiersPerCall", "0", "RxTim:Client:IdentifiersPerCall", "at least 1" },
        { "Client:MaxConcurrentCalls", "0", "RxTim:Client:MaxConcurrentCalls", "at least 1" },
        { "Client:ResultTimeout", "00:00:00", "RxTim:Client:ResultTimeout", "over 00:00:00" },
        { "Clients:ResultTimeout", "00:00:01", "RxTim:Clients", "Client" },
    };

    [Theory, MemberData(nameof(Wrong))]
    public async Task A_wrong_key_fails_at_start_with_its_name_and_what_is_allowed(string key, string? value, string named, string allowed)
    {
        using var host = HostWith(Right(key, value));

        var thrown = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains(thrown.Failures, failure => failure.StartsWith(named + " ", StringComparison.Ordinal));
        Assert.Contains(allowed, thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_UserSig_of_another_user_fails_at_start()
    {
        var settings = Right("Rest:SecretKey", null);
        settings["RxTim:Rest:UserSig"] = UserSig.Create(1400000001, Secret, "somebody", TimeSpan.FromDays(1), DateTimeOffset.UtcNow);
        using var host = HostWith(settings);

        var thrown = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("RxTim:Rest:UserSig must be one for Rest:Admin, and is for another user.", thrown.Failures);
        Assert.DoesNotContain(settings["RxTim:Rest:UserSig"]!, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once()
    {
        var settings = Right("Rest:Admin", null);
        settings["RxTim:Retry:MaxAttempts"] = "0";
        using var host = HostWith(settings);

        var thrown = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal(2, thrown.Failures.Count());
    }

    [Fact]
    public async Task A_right_configuration_gives_a_client_with_its_options()
    {
        using var host = HostWith(Right("Retry:MaxAttempts", "4"));
        await host.StartAsync(TestContext.Current.CancellationToken);

        Assert.NotNull(host.Services.GetRequiredService<TimClient>());
        Assert.Equal(4, host.Services.GetRequiredService<TimClientOptions>().Retry.MaxAttempts);
        Assert.Equal(RestDomains.Singapore, host.Services.GetRequiredService<RestTransportOptions>().Domain);
        Assert.IsType<RestTransport>(host.Services.GetRequiredService<IMsgBatchTransport>());
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("Pace:CallsPerSecond", true, false)]
    [InlineData("Pace:RecipientsPerMinute", false, true)]
    [InlineData("Retry:MaxAttempts", false, false)]
    public void Each_limit_that_is_configured_is_the_clients(string key, bool limitsCalls, bool limitsRecipients)
    {
        using var host = HostWith(Right(key, "7"));

        var options = host.Services.GetRequiredService<TimClientOptions>();

        Assert.Equal(limitsCalls ? 7 : null, options.CallLimiter?.GetStatistics()?.CurrentAvailablePermits);
        Assert.Equal(limitsRecipients ? 7 : null, options.RecipientLimiter?.GetStatistics()?.CurrentAvailablePermits);
    }

    [Fact]
    public async Task Clients_of_several_apps_have_a_key_each()
    {
        var settings = Right("Retry:MaxAttempts", "4");
        foreach (var (key, value) in Right("Rest:SdkAppId", "1400000002"))
            settings[key.Replace("RxTim:", "RxTim:Other:", StringComparison.Ordinal)] = value;
        using var host = HostWith(settings, "Other");
        await host.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1400000001u, host.Services.GetRequiredService<RestTransportOptions>().SdkAppId);
        Assert.Equal(1400000002u, host.Services.GetRequiredKeyedService<RestTransportOptions>("Other").SdkAppId);
        Assert.NotSame(host.Services.GetRequiredService<TimClient>(), host.Services.GetRequiredKeyedService<TimClient>("Other"));
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    private static Dictionary<string, string?> Right(string key, string? value)
    {
        var settings = new Dictionary<string, string?>
        {
            ["RxTim:Rest:Region"] = "Singapore",
            ["RxTim:Rest:SdkAppId"] = "1400000001",
            ["RxTim:Rest:Admin"] = "administrator",
            ["RxTim:Rest:SecretKey"] = Secret,
        };
        settings["RxTim:" + key] = value;
        // An address stands alone unless that is what is wrong.
        if (key is "Rest:Domain" && value != "https://example.com/")
            settings.Remove("RxTim:Rest:Region");
        if (value is null)
            settings.Remove("RxTim:" + key);
        return settings;
    }

    private static IHost HostWith(Dictionary<string, string?> settings, string? key = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddRxTim(builder.Configuration);
        if (key is not null)
            builder.Services.AddRxTim(builder.Configuration, key);
        return builder.Build();
    }
}
