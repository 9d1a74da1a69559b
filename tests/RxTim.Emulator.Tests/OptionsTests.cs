namespace RxTim.Emulator.Tests;

public class OptionsTests
{
    public static TheoryData<string, TimEmulatorOptions> OutOfRange => new()
    {
        { "Sender", new TimEmulatorOptions { Sender = "" } },
        { "Accounts", new TimEmulatorOptions { Accounts = [null!] } },
        { "Faults", new TimEmulatorOptions { Faults = null! } },
        { "Silences", new TimEmulatorOptions { Silences = [null!] } },
        { "CallbacksPerCall", new TimEmulatorOptions { CallbacksPerCall = 0 } },
        { "DoubledEntries", new TimEmulatorOptions { DoubledEntries = -0.1 } },
        { "MaxStoredMessages", new TimEmulatorOptions { MaxStoredMessages = -1 } },
        { "RepeatWindow", new TimEmulatorOptions { RepeatWindow = TimeSpan.FromTicks(-1) } },
        { "CallsPerSecond", new TimEmulatorOptions { CallsPerSecond = 0 } },
        { "MessagesPerMinute", new TimEmulatorOptions { MessagesPerMinute = 0 } },
        { "TimeProvider", new TimEmulatorOptions { TimeProvider = null! } },
        { "Limits", new TimEmulatorOptions { Limits = null! } },
    };

    [Theory]
    [MemberData(nameof(OutOfRange), DisableDiscoveryEnumeration = true)]
    public void An_option_out_of_its_range_is_refused_by_name(string name, TimEmulatorOptions options) =>
        Assert.Equal(name, Assert.ThrowsAny<ArgumentException>(() => new TimEmulator(options)).ParamName);

    [Fact]
    public async Task The_limits_are_those_of_the_REST_API_unless_said_otherwise()
    {
        await using var usual = new TimEmulator();
        await using var narrow = new TimEmulator(new TimEmulatorOptions { Limits = new MsgBatchLimits { MaxIdentifiersPerCall = 10 } });

        var limits = usual.Transport.Limits;
        Assert.Equal(
            (500, 100, 10_000),
            (limits.MaxIdentifiersPerCall, limits.BestIdentifiersPerCall, limits.MaxIdentifiersInFlight));
        await narrow.SendAsync(Sending.Hello, Sending.Users(25));
        Assert.Equal(3, narrow.CallsReceived);
    }
}
