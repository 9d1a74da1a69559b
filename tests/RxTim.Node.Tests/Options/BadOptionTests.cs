namespace RxTim.Node.Tests;

/// <summary>What is wrong with a command line is said in one line, and nothing is run.</summary>
public sealed class BadOptionTests
{
    private static readonly string Hex = new('a', 64);

    public static TheoryData<string, string> Wrong => new()
    {
        { "", "Say where messages go: --rest to the server API, or --embedded to try without one." },
        { "--embedded --rest china", "--rest does not go with --embedded" },
        { "--embedded --secret-env X", "--secret-env does not go with --embedded" },
        { "--rest china --latency 5ms", "--latency does not go with --rest" },
        { "--rest", "--rest needs --rest (or RXTIM_REST) and --sdk-app-id (or RXTIM_SDK_APP_ID) and --admin (or RXTIM_ADMIN) and --secret-env (or RXTIM_SECRET) too." },
        { "--rest mars", "--rest needs" },
        { "--rest mars --sdk-app-id 1 --admin a --secret-env SET", "--rest: expected an address such as https://console.tim.qq.com, or one of China, " },
        { "--rest https://u:p@example.com --sdk-app-id 1 --admin a --secret-env SET", "--rest: expected an address without a user" },
        { "--rest china --sdk-app-id 0 --admin a --secret-env SET", "--sdk-app-id: expected the number" },
        { "--rest china --sdk-app-id 1 --admin ä --secret-env SET", "--admin: " },
        { "--rest china --sdk-app-id 1 --admin a --secret-env NOT_SET", "--secret-env: the environment variable \"NOT_SET\" is not set." },
        { "--embedded --fail x", "--fail: " },
        { "--embedded --latency x", "--latency: " },
        { "--embedded --seed x", "--seed: expected a whole number" },
        { "--embedded --advertise 10.0.0.7", "--advertise does not go with a node without --redis" },
        { "--embedded --redis-wait 5s", "--redis-wait does not go with a node without --redis" },
        { "--embedded --redis x,nonsense=1", "--redis: expected the address of Redis" },
        { "--embedded --redis localhost --redis-wait 0s", "--redis-wait: expected a duration" },
        { "--embedded --redis localhost --advertise 0.0.0.0", "--advertise: expected the IP address" },
        { "--embedded --redis localhost --advertise here", "--advertise: expected the IP address" },
        { "--embedded --cluster a/b", "--cluster: expected 1 to 64 letters" },
        { "--embedded --silo-port 65536", "--silo-port: expected a whole number from 0 to 65535" },
        { "--embedded --gateway-port -1", "--gateway-port: " },
        { "--embedded --drain soon", "--drain: expected a duration" },
        { "--embedded --rate 1.5", "--rate: expected a whole number" },
        { "--embedded --recipients-per-minute many", "--recipients-per-minute: expected a whole number" },
        { "--embedded --per-call 0", "--per-call: expected a whole number from 1" },
        { "--embedded --calls 0", "--calls: expected a whole number from 1" },
        { "--embedded --result-timeout 0", "--result-timeout: expected a duration" },
        { "--embedded --retry -1", "--retry: " },
        { "--embedded --url http://*:8080", "--url: other machines could reach \"http://*:8080\", so a token is needed" },
        { "--embedded --url http://10.0.0.7:8080", "--url: other machines could reach" },
        { "--embedded --url https://localhost", "--url: the node speaks http only" },
        { "--embedded --url http://localhost/api", "--url: expected an address such as http://localhost:8080" },
        { "--embedded --url http://node.example", "--url: expected an address" },
        { "--embedded --url 8080", "--url: expected an address" },
        { "--embedded --token-env NOT_SET", "--token-env: the environment variable \"NOT_SET\" is not set." },
        { "--embedded --token-env SHORT", "--token-env: a token has 16 to 4096 characters" },
        { "--embedded --token-env BLANK", "--token-env: a token has 16 to 4096 characters" },
        { "--embedded --token-file /no/such/file", "--token-file: /no/such/file: " },
        { "--embedded --token-env SET --token-file x", "--token-file does not go with --token-env" },
        { "--embedded extra", "Unrecognized command or argument 'extra'." },
    };

    [Theory, MemberData(nameof(Wrong))]
    public async Task What_is_wrong_is_said(string args, string error)
    {
        var command = new Command { Variables = { ["SET"] = "something-that-is-set", ["SHORT"] = "short", ["BLANK"] = "with blanks in it, as no header has" } };
        Assert.Equal(ExitCode.BadInput, await command.RunAsync(args.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Contains(error, command.Error);
        Assert.StartsWith("rxtim-node: ", command.Error);
        Assert.Single(command.Error.TrimEnd('\n').Split('\n'));
        Assert.Null(command.Settings);
        Assert.Equal("", command.Output);
    }

    [Theory]
    [InlineData("--secret-env")]
    [InlineData("--token-env")]
    public async Task A_secret_in_the_place_of_a_variables_name_is_not_repeated(string option)
    {
        var command = new Command();
        Assert.Equal(ExitCode.BadInput, await command.RunAsync("--rest", "china", "--sdk-app-id", "1", "--admin", "a", "--secret-env", Hex, option, Hex));
        Assert.DoesNotContain("aaaa", command.Error);
    }

    [Fact]
    public async Task A_password_of_Redis_on_the_command_line_is_refused_and_not_repeated()
    {
        var command = new Command();
        Assert.Equal(ExitCode.BadInput, await command.RunAsync("--embedded", "--redis", "localhost,password=hunter2"));
        Assert.Contains("RXTIM_REDIS_PASSWORD", command.Error);
        Assert.DoesNotContain("hunter2", command.Error);
    }
}
