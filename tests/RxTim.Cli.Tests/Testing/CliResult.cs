using System.Text.Json;

namespace RxTim.Cli.Tests;

/// <summary>What a command line gave.</summary>
internal sealed record CliResult(int ExitCode, string Output, string Error)
{
    /// <summary>The results on standard output. Every line there must be one, to its end.</summary>
    public IReadOnlyList<(string Identifier, int Code)> Results
    {
        get
        {
            Assert.True(Output.Length == 0 || Output.EndsWith('\n'), "The last line has no end.");
            return [.. Output.Split('\n').SkipLast(1).Select(Read)];
        }
    }

    public IEnumerable<string> Identifiers => Results.Select(result => result.Identifier);

    /// <summary>The input was refused: exit code 2, one message with all these words, nothing on standard output.</summary>
    public void IsRefused(params string[] words)
    {
        Assert.Equal(2, ExitCode);
        Assert.Empty(Output);
        Assert.StartsWith("rxtim: ", Error);
        Assert.EndsWith("\n", Error);
        Assert.Single(Error.TrimEnd().Split('\n'));
        Assert.DoesNotContain("   at ", Error);
        Assert.DoesNotContain("Exception", Error);
        foreach (var word in words)
            Assert.Contains(word, Error);
    }

    private static (string, int) Read(string line)
    {
        using var json = JsonDocument.Parse(line);
        return (json.RootElement.GetProperty("msg_batch_send_result_identifier").GetString()!,
            json.RootElement.GetProperty("msg_batch_send_result_code").GetInt32());
    }
}
