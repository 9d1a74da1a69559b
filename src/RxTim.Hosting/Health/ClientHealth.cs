using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using RxTim.Rest;

namespace RxTim.Hosting;

/// <summary>Asks the backend for the administrator's account, and looks at the life of a UserSig that nobody renews.</summary>
internal sealed class ClientHealth(IServiceProvider provider, ClientParts parts, TimeProvider time, string? key) : IHealthCheck
{
    private static readonly TimeSpan Short = TimeSpan.FromDays(1);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var options = provider.GetRequiredService<IOptionsMonitor<RxTimOptions>>().Get(key ?? Options.DefaultName);
        if (options.HasOtherTransport)
            return HealthCheckResult.Healthy("An emulator takes what is sent.");
        var left = LifeOf(options.Rest.UserSig);
        var data = new Dictionary<string, object>();
        if (left is { } life)
            data["userSigSecondsLeft"] = (long)life.TotalSeconds;
        if (left <= TimeSpan.Zero)
            return Failed(context, "The UserSig has expired.", data);
        try
        {
            if (!await parts.Accounts(provider).ExistsAsync(options.Rest.Admin!, cancellationToken).ConfigureAwait(false))
                return Failed(context, "The backend knows no such administrator.", data);
        }
        catch (TimException failure)
        {
            data["code"] = failure.Code;
            var why = $"The backend does not answer for the administrator: {failure.Code} {TimErrorCodes.Describe(failure.Code)}";
            return Failed(context, why, data);
        }
        return left < Short
            ? HealthCheckResult.Degraded("The UserSig expires within a day, and nobody renews it.", data: data)
            : HealthCheckResult.Healthy("The backend knows the administrator.", data);
    }

    private static HealthCheckResult Failed(HealthCheckContext context, string why, Dictionary<string, object> data) =>
        new(context.Registration.FailureStatus, why, data: data);

    // Null where it is made from the secret key, and so renewed in time.
    private TimeSpan? LifeOf(string? userSig) => UserSig.Parse(userSig) is { } content
        ? DateTimeOffset.FromUnixTimeSeconds(content.Time + content.ExpireSeconds) - time.GetUtcNow()
        : null;
}
