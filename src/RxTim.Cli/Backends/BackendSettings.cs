using RxTim.Emulator;

namespace RxTim.Cli;

/// <summary>What the options say of where a send goes.</summary>
internal sealed record BackendSettings
{
    /// <summary>Tencent's native library, or the folder that it is in.</summary>
    public string? ImSdkPath { get; init; }

    /// <summary>The address of a REST API.</summary>
    public Uri? Rest { get; init; }

    public uint? SdkAppId { get; init; }

    /// <summary>Who logs in to the native library.</summary>
    public string? User { get; init; }

    /// <summary>The environment variable that holds the user's UserSig.</summary>
    public string? UserSigVariable { get; init; }

    /// <summary>Who calls the REST API.</summary>
    public string? Admin { get; init; }

    /// <summary>The environment variable that holds the app's secret key.</summary>
    public SecretVariable? Secret { get; init; }

    /// <summary>Who the messages come from.</summary>
    public string? From { get; init; }

    /// <summary>What takes the place of the backend; null if it is a real send.</summary>
    public DryRun? DryRun { get; init; }

    /// <summary>How the embedded backend behaves.</summary>
    public TimEmulatorOptions Embedded { get; init; } = new();
}
