using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;
using RxTim.Emulator;
using RxTim.Rest;

namespace RxTim.Hosting.Tests;

/// <summary>What the health check says of a client.</summary>
public sealed class HealthTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    [Fact]
    public async Task An_administrator_that_the_backend_knows_is_healthy() =>
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync()).Status);

    [Fact]
    public async Task An_administrator_that_the_backend_does_not_know_is_unhealthy() =>
        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(static server => server.Emulator.DeleteAsync(server.Admin))).Status);

    [Fact]
    public async Task A_wrong_key_is_unhealthy_and_says_the_code()
    {
        var entry = await CheckAsync(settings: ("RxTim:Rest:SecretKey", "another key"));

        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.NotEqual(0, entry.Data["code"]);
        Assert.DoesNotContain("another key", entry.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(48, HealthStatus.Healthy)]
    [InlineData(23, HealthStatus.Degraded)]
    [InlineData(-1, HealthStatus.Unhealthy)]
    public async Task A_UserSig_that_nobody_renews_is_watched(int hoursLeft, HealthStatus status)
    {
        await using var server = await EmulatorServer.StartAsync(new EmulatorServerOptions(), TestContext.Current.CancellationToken);
        var made = Now + TimeSpan.FromHours(hoursLeft) - TimeSpan.FromDays(10);
        var userSig = UserSig.Create(server.SdkAppId, server.SecretKey, server.Admin, TimeSpan.FromDays(10), made);

        var entry = await CheckAsync(server, ("RxTim:Rest:SecretKey", null), ("RxTim:Rest:UserSig", userSig));

        Assert.Equal(status, entry.Status);
        Assert.Equal(hoursLeft * 3600d, Convert.ToDouble(entry.Data["userSigSecondsLeft"], null), 60d);
    }

    private static async Task<HealthReportEntry> CheckAsync(
        Func<EmulatorServer, Task>? before = null, params (string Key, string? Value)[] settings)
    {
        await using var server = await EmulatorServer.StartAsync(new EmulatorServerOptions(), TestContext.Current.CancellationToken);
        if (before is not null)
            await before(server);
        return await CheckAsync(server, settings);
    }

    private static async Task<HealthReportEntry> CheckAsync(EmulatorServer server, params (string Key, string? Value)[] settings)
    {
        var builder = TestHost.For(server, settings);
        builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Now));
        builder.Services.AddLogging();
        builder.Services.AddRxTim(builder.Configuration);
        builder.Services.AddHealthChecks().AddRxTim();
        using var host = builder.Build();
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
        return report.Entries["RxTim"];
    }
}
