namespace RxTim.Emulator.Tests;

public class AccountTests
{
    [Fact]
    public async Task Outside_a_closed_set_of_accounts_identifiers_are_answered_with_70107_and_a_description()
    {
        await using var emulator = new TimEmulator(new TimEmulatorOptions { Accounts = ["alice", "bob"] });

        var results = await emulator.SendAsync(Sending.Hello, "alice", "carol", "Bob");

        Assert.Equal([0, 70107, 70107], results.Select(static result => result.Code));
        Assert.Equal(["", TimErrorCodes.Describe(70107), TimErrorCodes.Describe(70107)], results.Select(static result => result.Desc));
        Assert.Equal("alice", Assert.Single(emulator.Messages).Receiver);
    }

    [Theory]
    [InlineData("", 7003)]
    [InlineData("123456789012345678901234567890123", 7003)]
    [InlineData("naïve", 7003)]
    [InlineData("tab\t", 7003)]
    [InlineData("\u007f", 7003)]
    [InlineData("12345678901234567890123456789012", 0)]
    [InlineData(" ~", 0)]
    public async Task Identifiers_are_1_to_32_bytes_of_printable_ASCII(string identifier, int code)
    {
        await using var emulator = new TimEmulator();

        Assert.Equal(code, Assert.Single(await emulator.SendAsync(Sending.Hello, identifier)).Code);
        Assert.Equal(code == 0, emulator.Exists(identifier));
    }

    [Theory]
    [InlineData("")]
    [InlineData("naïve")]
    public async Task Where_identifiers_are_not_judged_every_text_is_one(string identifier)
    {
        await using var emulator = new TimEmulator(new TimEmulatorOptions { StrictIdentifiers = false });

        Assert.Equal(0, Assert.Single(await emulator.SendAsync(Sending.Hello, identifier)).Code);
    }

    [Fact]
    public async Task Accounts_are_imported_and_deleted_while_it_runs()
    {
        await using var emulator = new TimEmulator(new TimEmulatorOptions { Accounts = [] });

        await emulator.ImportAsync("alice");
        Assert.Equal([0, 70107], (await emulator.SendAsync(Sending.Hello, "alice", "bob")).Select(static result => result.Code));
        Assert.True(await emulator.DeleteAsync("alice"));
        Assert.False(await emulator.DeleteAsync("alice"));
        Assert.Equal(70107, Assert.Single(await emulator.SendAsync(Sending.Hello, "alice")).Code);
    }
}
