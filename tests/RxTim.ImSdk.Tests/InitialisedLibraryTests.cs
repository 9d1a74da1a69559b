using System.Diagnostics;
using RxTim.ImSdk.Isolated;

namespace RxTim.ImSdk.Tests;

/// <summary>What Tencent's library does from <c>TIMInit</c> on, in a process without a network: raw, and through RxTim.</summary>
public class InitialisedLibraryTests
{
    [Theory]
    [InlineData("login before init", "6013")]
    [InlineData("logout before init", "6013")]
    [InlineData("init", "Succ")]
    [InlineData("init again", "Succ")]
    [InlineData("status", "LoggedOut")]
    [InlineData("files in a directory beyond ASCII", "True")]
    [InlineData("not logged in: returns", "0")]
    [InlineData("not logged in: callbacks inside the call", "0")]
    [InlineData("not logged in: code", "6014")]
    [InlineData("not logged in: entries", "a:6014,b:6014,c:6014")]
    [InlineData("not logged in: text as given", "True")]
    [InlineData("no JSON: returns", "-3,-3")]
    [InlineData("nothing: returns", "-4,-4")]
    [InlineData("no identifiers: returns", "0,0,0,0")]
    [InlineData("no identifiers: callbacks", "0")]
    [InlineData("no callback: returns", "0")]
    [InlineData("message missing: entries", "a:6014")]
    [InlineData("twice: entries", "a:6014,a:6014")]
    [InlineData("empty identifier: entries", ":6014")]
    [InlineData("number and null: entries", ":6014")]
    [InlineData("13 kB: entries", "a:6014")]
    [InlineData("login runs: entries", "a:6032")]
    [InlineData("uninit", "Succ")]
    [InlineData("uninit: callbacks of a pending call", "0")]
    [InlineData("uninit: the next call", "a:6013")]
    [InlineData("init after uninit", "Succ")]
    public Task The_library_does(string what, string expected) => AssertAsync(what, expected);

    [Theory]
    [InlineData("stream: results", "1000")]
    [InlineData("stream: codes", "6014")]
    [InlineData("stream: pending", "0")]
    [InlineData("login runs: status", "LoggingIn")]
    [InlineData("login: pending", "1")]
    [InlineData("login cancelled", "TaskCanceledException")]
    [InlineData("login cancelled: pending", "0")]
    [InlineData("login without a name", "-4")]
    [InlineData("uninit: the stream ends with", "7009")]
    [InlineData("uninit: the stream's unanswered", "all listed")]
    [InlineData("uninit: the logout ends with", "7009")]
    [InlineData("uninit: pending", "0")]
    [InlineData("dispose: the login ends with", "7009")]
    [InlineData("dispose: pending", "0")]
    public Task RxTim_makes_of_it(string what, string expected) => AssertAsync(what, expected);

    [Fact]
    public void TIMInit_is_refused_where_there_is_a_network()
    {
        Assert.SkipWhen(NoNetwork.WhyNot() is null, "There is no network here.");
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "RxTim.ImSdk.Isolated.dll"), "no library", "no directory", "no report"])
        {
            RedirectStandardError = true,
        })!;
        Assert.Contains("TIMInit is not called", process.StandardError.ReadToEnd(), StringComparison.Ordinal);
        process.WaitForExit();
        Assert.Equal(3, process.ExitCode);
    }

    private static async Task AssertAsync(string what, string expected) => Assert.Equal(expected, (await IsolatedProcess.FactsAsync())[what]);
}
