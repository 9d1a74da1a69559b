namespace RxTim.Cli.Tests;

public sealed class BackendOptionTests
{
    [Theory]
    [InlineData("--rest http://localhost:1", "--sdk-app-id")]
    [InlineData("--rest localhost --sdk-app-id 1 --admin a --secret-env PATH", "--rest")]
    [InlineData("--rest http://203.0.113.1 --sdk-app-id 1 --admin a --secret-env PATH", "--rest")]
    [InlineData("--rest http://localhost:1 --sdk-app-id 0 --admin a --secret-env PATH", "--sdk-app-id")]
    [InlineData("--rest http://localhost:1 --sdk-app-id 1 --admin a --secret-env RXTIM_NOT_SET", "RXTIM_NOT_SET")]
    [InlineData("--rest http://localhost:1 --sdk-app-id 1 --admin a --secret-env PATH --fail *=1", "--fail")]
    [InlineData("--rest http://localhost:1 --imsdk there", "--rest")]
    [InlineData("--imsdk there --latency 5ms", "--latency")]
    [InlineData("--imsdk there --user bob", "--sdk-app-id and --user-sig-env")]
    [InlineData("--imsdk there", "there")]
    [InlineData("--admin a", "--admin")]
    public async Task Options_of_backends_that_are_wrong_or_do_not_go_together_are_refused(string options, string named)
    {
        var result = await new Cli().RunAsync(["send", "--to", "alice", "--text", "hi", .. options.Split(' ')]);
        Assert.Equal((ExitCode.BadInput, ""), (result.ExitCode, result.Output));
        Assert.Contains(named, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_REST_cannot_carry_is_refused_before_anything_is_sent()
    {
        using var folder = new TempFolder();
        var file = folder.Write("merge.json", """{"message_elem_array":[{"elem_type":12,"merge_elem_title":"t"}]}""");
        const string rest = "--rest http://localhost:1 --sdk-app-id 1 --admin a --secret-env PATH";
        var result = await new Cli().RunAsync(["send", "--to", "alice", "--message", file, .. rest.Split(' ')]);
        Assert.Equal((ExitCode.BadInput, ""), (result.ExitCode, result.Output));
        Assert.Contains("Nothing was sent", result.Error, StringComparison.Ordinal);
    }
}
