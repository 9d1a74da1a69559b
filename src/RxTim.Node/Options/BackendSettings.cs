using RxTim.Emulator;
using RxTim.Rest;

namespace RxTim.Node;

/// <summary>Where messages go.</summary>
internal sealed record BackendSettings
{
    /// <summary>The server API; null for an emulator inside the process.</summary>
    public RestSettings? Rest { get; init; }

    /// <summary>How the emulator behaves.</summary>
    public TimEmulatorOptions Embedded { get; init; } = new();
}

/// <summary>The server API, and who calls it.</summary>
/// <param name="Domain">Where it is.</param>
/// <param name="SdkAppId">The app.</param>
/// <param name="Admin">Who calls.</param>
/// <param name="SecretKey">What UserSigs are made with.</param>
/// <param name="From">Who messages come from; null for the one who calls.</param>
internal sealed record RestSettings(Uri Domain, uint SdkAppId, string Admin, Secret SecretKey, string? From)
{
    /// <summary>Whether Tencent's own servers are there, whose limits are the default.</summary>
    // A name may be written as absolute, with a dot at its end.
    public bool IsTencent => Enum.GetValues<TimRegion>().Any(region => Domain.IdnHost.TrimEnd('.') == RestDomains.Of(region).IdnHost);
}
