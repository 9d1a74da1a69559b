namespace RxTim.Cli.Tests;

public sealed class HelpTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("send", "--help")]
    public async Task Help_explains_every_exit_code(params string[] args)
    {
        var result = await new Cli().RunAsync(args);

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);
        foreach (var line in new[] { "0    every", "1    some failed", "2    bad usage", "3    the send was stopped", "4    no node", "130  interrupted" })
            Assert.Contains(line, result.Output);
    }

    [Fact]
    public async Task Help_of_send_explains_its_options_and_rules()
    {
        var result = await new Cli().RunAsync("send", "--help");

        string[] options = ["--to ", "--to-file", "--text", "--message", "--param", "--fail", "--latency", "--seed",
            "--per-call", "--calls", "--timeout", "--rate", "--recipients-per-minute", "RXTIM_RATE", "--output"];
        foreach (var word in (string[])[.. options, "printable ASCII", "12 kB", "repeated", "blank"])
            Assert.Contains(word, result.Output);
    }

    [Fact]
    public async Task Without_a_command_the_help_goes_to_standard_error_with_exit_code_2()
    {
        var result = await new Cli().RunAsync();

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Contains("rxtim [command]", result.Error);
    }

    [Fact]
    public async Task An_unknown_command_is_refused() => (await new Cli().RunAsync("sned")).IsRefused("sned", "rxtim --help");
}
