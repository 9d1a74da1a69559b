using Microsoft.Extensions.Diagnostics.HealthChecks;
using RxTim.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>RxTim among the health checks of an application.</summary>
public static class RxTimHealthChecksBuilderExtensions
{
    /// <summary>Adds a check of a client: whether the backend knows its administrator (<c>account_check</c>), and how long its UserSig
    /// lives on.</summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="key">The client's key; null, the default, for the one without.</param>
    /// <param name="name">The check's name; <c>RxTim</c>, or <c>RxTim:KEY</c>, by default.</param>
    /// <param name="tags">The check's tags.</param>
    /// <returns>The health checks.</returns>
    /// <remarks>A UserSig that is given and not made has less than a day to live: degraded; it has expired, the administrator is unknown,
    /// or the backend does not answer: unhealthy. With an emulator it is healthy.</remarks>
    public static IHealthChecksBuilder AddRxTim(
        this IHealthChecksBuilder builder, string? key = null, string? name = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name ?? RxTimDefaults.NameOf(key),
            provider => new ClientHealth(
                provider, new ClientParts(key, key ?? RxTimDefaults.OptionsName), provider.GetRequiredService<TimeProvider>(), key),
            failureStatus: null,
            tags));
    }
}
