using Microsoft.Extensions.DependencyInjection;

namespace RxTim.Orleans;

/// <summary>The clock of the pace: the silo's, or one of its own, so that a test can move it and leave the cluster's membership
/// alone.</summary>
internal static class PaceClock
{
    /// <summary>The key of a clock of its own.</summary>
    public const string Key = "RxTim.Pace";

    public static TimeProvider Of(IServiceProvider services) =>
        services.GetKeyedService<TimeProvider>(Key) ?? services.GetService<TimeProvider>() ?? TimeProvider.System;
}
