namespace RxTim.Cli.Tests;

public sealed class BadOptionTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("many")]
    [InlineData("")]
    [InlineData("99999999999")]
    public async Task A_count_is_a_whole_number_of_at_least_1(string count)
    {
        await IsRefusedAsync(["--per-call", count], "--per-call", "whole number", $"\"{count}\"");
        await IsRefusedAsync(["--calls", count], "--calls", "whole number");
    }

    [Theory]
    [InlineData("30")]
    [InlineData("0s")]
    [InlineData("-5s")]
    [InlineData("s")]
    [InlineData("5 parsecs")]
    [InlineData("9999h")]
    [InlineData("NaNs")]
    public async Task A_timeout_is_a_duration_with_a_unit(string timeout) =>
        await IsRefusedAsync(["--timeout", timeout], "--timeout", "30s", $"\"{timeout}\"");

    [Theory]
    [InlineData("bob")]
    [InlineData("bob=")]
    [InlineData("bob=0")]
    [InlineData("bob=70107@2")]
    [InlineData("=70107")]
    public async Task A_fault_rule_is_a_pattern_and_a_code(string rule) =>
        await IsRefusedAsync(["--fail", rule], "--fail", "PATTERN=CODE", rule);

    [Theory]
    [InlineData("5")]
    [InlineData("50ms..5ms")]
    [InlineData("slow")]
    public async Task A_latency_is_a_range_of_durations(string latency) =>
        await IsRefusedAsync(["--latency", latency], "--latency", "5ms..50ms", latency);

    [Fact]
    public async Task A_seed_is_a_whole_number() => await IsRefusedAsync(["--seed", "x"], "--seed", "whole number");

    [Fact]
    public async Task An_output_is_one_of_three() => await IsRefusedAsync(["--output", "xml"], "--output", "auto, json or live", "\"xml\"");

    [Fact]
    public async Task A_single_value_may_not_be_given_twice() =>
        await IsRefusedAsync(["--seed", "1", "--seed", "2"], "--seed", "rxtim send --help");

    [Fact]
    public async Task An_unknown_option_is_named() => await IsRefusedAsync(["--too", "alice"], "--too", "rxtim send --help");

    [Fact]
    public async Task An_option_needs_its_value() => await IsRefusedAsync(["--seed"], "--seed", "rxtim send --help");

    [Fact]
    public async Task What_to_send_must_be_said() =>
        (await new Cli().RunAsync("send", "--to", "alice")).IsRefused("Nothing to send", "--text", "--message", "--param");

    [Theory]
    [InlineData("--message", "--text")]
    [InlineData("--param", "--text")]
    [InlineData("--param", "--message")]
    public async Task What_to_send_is_said_once(string first, string second) =>
        (await new Cli().RunAsync("send", "--to", "alice", first, "file", second, "file")).IsRefused(first, second, "exclude each other");

    [Theory]
    [InlineData("--to")]
    [InlineData("--to-file")]
    public async Task A_parameter_has_its_own_recipients(string to) =>
        (await new Cli().RunAsync("send", "--param", "file", to, "alice")).IsRefused("--param", "--to");

    [Fact]
    public async Task Standard_input_can_be_read_once() =>
        (await new Cli().RunAsync("send", "--to-file", "-", "--to-file", "-", "--text", "hello")).IsRefused("--to-file -", "twice");

    private static async Task IsRefusedAsync(string[] args, params string[] words)
    {
        var cli = new Cli();
        (await cli.RunAsync(["send", "--to", "alice", "--text", "hello", .. args])).IsRefused(words);
        Assert.False(cli.OpenedBackend);
    }
}
