using System.Security.Cryptography;

namespace RxTim.Emulator;

/// <summary>How an <see cref="EmulatorServer"/> behaves.</summary>
public sealed record EmulatorServerOptions
{
    /// <summary>What Tencent documents for <see cref="CallsPerSecond"/>: 200.</summary>
    public const int DocumentedCallsPerSecond = 200;

    /// <summary>What Tencent documents for <see cref="MessagesPerMinute"/>: 12,000.</summary>
    public const int DocumentedMessagesPerMinute = 12_000;

    /// <summary>The port, or 0, the default, for any that is free.</summary>
    public int Port { get; init; }

    /// <summary>Whether other machines are answered too. Off by default: then only this machine's loopback is listened on. Whoever reaches
    /// the inbox sees all messages and can change the faults.</summary>
    public bool ListenAnyIP { get; init; }

    /// <summary>The SQLite file that keeps accounts, messages and calls; made if it is not there. One of an earlier version is renewed. By
    /// default null: in memory, where the latest <see cref="MaxMessagesInMemory"/> are kept.</summary>
    public string? Db { get; init; }

    /// <summary>How many messages are kept without a file, one for each receiver; older ones make room. As many failures are kept, and as
    /// many calls, but at most 10,000 of these. 250,000 by default, at least 1.</summary>
    public int MaxMessagesInMemory { get; init; } = 250_000;

    /// <summary>The app's number, not 0; made up by default. <c>sdkappid</c>.</summary>
    public uint SdkAppId { get; init; } = 1_400_000_000 + (uint)RandomNumberGenerator.GetInt32(100_000_000);

    /// <summary>The identifier of the administrator, the only one who may call. <c>administrator</c> by default.
    /// <c>identifier</c>.</summary>
    public string Admin { get; init; } = "administrator";

    /// <summary>The secret key that a UserSig is made with; made up by default.</summary>
    public string SecretKey { get; init; } = RandomNumberGenerator.GetHexString(64, lowercase: true);

    /// <summary>How many calls are taken in any second; those over are answered with 60007
    /// (<see cref="TimErrorCodes.RestFrequencyLimit"/>). At least 1; null, the default, for no limit. Tencent documents
    /// <see cref="DocumentedCallsPerSecond"/>.</summary>
    public int? CallsPerSecond { get; init; }

    /// <summary>How many messages are taken in any minute, one for each receiver; a call that goes over is refused whole with 60007
    /// (<see cref="TimErrorCodes.RestFrequencyLimit"/>). At least 1; null, the default, for no limit. Tencent documents
    /// <see cref="DocumentedMessagesPerMinute"/>.</summary>
    public int? MessagesPerMinute { get; init; }

    /// <summary>Whether what only the documentation forbids is refused too, although the real service bears it from many clients: an
    /// address without <c>random</c>, and a <c>SyncOtherMachine</c> of 0. Off by default.</summary>
    public bool Strict { get; init; }

    /// <summary>Whether only accounts exist that were imported, or are in <see cref="TimEmulatorOptions.Accounts"/>. Off by default: every
    /// identifier exists until it is deleted.</summary>
    public bool StrictAccounts { get; init; }

    /// <summary>How the emulator behind it behaves: faults, latency, the clock. Its limits and callbacks concern the transport inside the
    /// process only; a silence takes the whole HTTP answer of a call, as its identifiers share one.</summary>
    public TimEmulatorOptions Emulator { get; init; } = new();

    /// <summary>The options without the secret key, as they may end up in logs.</summary>
    /// <returns>A short text; its form may change.</returns>
    public override string ToString() =>
        $"Port {Port}, ListenAnyIP {ListenAnyIP}, Db {Db}, SdkAppId {SdkAppId}, Admin {Admin}, StrictAccounts {StrictAccounts}";

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Port, ushort.MaxValue);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxMessagesInMemory, 1);
        ArgumentOutOfRangeException.ThrowIfZero(SdkAppId);
        ArgumentException.ThrowIfNullOrEmpty(Admin);
        ArgumentException.ThrowIfNullOrEmpty(SecretKey);
        ArgumentOutOfRangeException.ThrowIfLessThan(CallsPerSecond ?? 1, 1, nameof(CallsPerSecond));
        ArgumentOutOfRangeException.ThrowIfLessThan(MessagesPerMinute ?? 1, 1, nameof(MessagesPerMinute));
        ArgumentNullException.ThrowIfNull(Emulator);
    }
}
