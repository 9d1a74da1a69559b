namespace RxTim.Cli.Tests;

/// <summary>Every option and argument that takes a value, with an empty one.</summary>
public sealed class EmptyOptionTests
{
    private static readonly string[] Rest = ["--rest", "http://localhost:1", "--sdk-app-id", "1", "--admin", "a", "--secret-env", "PATH"];
    private static readonly string[] ImSdk = ["--imsdk", "there", "--sdk-app-id", "1", "--user", "a", "--user-sig-env", "PATH"];

    public static TheoryData<string, string> Options
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var command in Cli.Commands)
            {
                foreach (var option in command.Options.Where(option => option.ValueType != typeof(bool) && option.Name != "--help"))
                    data.Add(command.Name, option.Name);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Options))]
    public async Task An_empty_value_is_refused_with_the_option_s_name(string command, string option)
    {
        string[] args = command switch
        {
            "send" => ["send", .. Without(option, "--to", "alice"), .. Without(option, "--text", "hello")],
            "usersig" => ["usersig", "--sdk-app-id", "1", "--secret-env", "PATH", "--identifier", "bob"],
            "resume" or "report" or "withdraw" => [command, "nowhere.journal"],
            "journals" => [command, "."],
            _ => [command],
        };
        string[] goesWith = option switch
        {
            "--user" or "--user-sig-env" or "--imsdk" => ImSdk,
            "--rest" or "--admin" or "--secret-env" or "--from" or "--sdk-app-id" => Rest,
            "--column" => ["--to-file", "-"],
            "--grace" when command == "resume" => ["--in-doubt", "check", .. Rest],
            _ => [],
        };
        string[] all = command is "send" or "resume" or "withdraw" ? [.. args, .. goesWith] : args;
        var given = Array.IndexOf(all, option);
        if (given >= 0)
            all = [.. all[..given], .. all[(given + 2)..]];

        (await new Cli().RunAsync([.. all, option, ""])).IsRefused(option);
    }

    private static string[] Without(string option, string name, string value) =>
        option == name || option == "--param" || (name == "--text" && option == "--message") ? [] : [name, value];
}
