using System.Text;

namespace RxTim.Cli.Tests;

public sealed class UserSigTests : IDisposable
{
    private readonly string variable = $"RXTIM_TEST_SECRET_{Guid.NewGuid():N}";

    public UserSigTests() => Environment.SetEnvironmentVariable(variable, "the secret key");

    private string[] App => ["--sdk-app-id", "1400000000", "--secret-env", variable, "--identifier", "admin"];

    public void Dispose() => Environment.SetEnvironmentVariable(variable, null);

    [Fact]
    public async Task A_UserSig_that_was_made_is_valid()
    {
        var made = await new Cli().RunAsync(["usersig", .. App, "--lifetime", "12h"]);
        Assert.Equal((0, ""), (made.ExitCode, made.Error));
        var verified = await VerifyAsync(made.Output, App);
        Assert.Equal((0, "", ""), (verified.ExitCode, verified.Output, verified.Error));
    }

    [Theory]
    [InlineData("--identifier", "other", "70013")]
    [InlineData("--sdk-app-id", "1400000001", "70014")]
    public async Task One_for_somebody_else_is_not_valid_and_the_reason_is_told(string option, string value, string code)
    {
        var made = await new Cli().RunAsync(["usersig", .. App]);
        string[] other = [.. App];
        other[Array.IndexOf(other, option) + 1] = value;
        var verified = await VerifyAsync(made.Output, other);
        Assert.Equal(1, verified.ExitCode);
        Assert.Contains(code, verified.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_secret_says_which_variable_to_set()
    {
        Environment.SetEnvironmentVariable(variable, null);
        var result = await new Cli().RunAsync(["usersig", .. App]);
        Assert.Equal(ExitCode.BadInput, result.ExitCode);
        Assert.Contains(variable, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0s"), InlineData("7"), InlineData("100000d"), InlineData("week")]
    public async Task A_lifetime_that_is_none_is_refused(string lifetime)
    {
        var result = await new Cli().RunAsync(["usersig", .. App, "--lifetime", lifetime]);
        Assert.Equal(ExitCode.BadInput, result.ExitCode);
        Assert.Contains("--lifetime", result.Error, StringComparison.Ordinal);
    }

    private static Task<CliResult> VerifyAsync(string userSig, string[] app) =>
        new Cli { Input = new MemoryStream(Encoding.ASCII.GetBytes(userSig)) }.RunAsync(["usersig", "--verify", .. app]);
}
