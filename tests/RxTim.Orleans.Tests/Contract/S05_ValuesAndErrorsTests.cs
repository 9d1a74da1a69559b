namespace RxTim.Orleans.Tests;

/// <summary>S5 Values and errors. Of what stops a send, and of a source that fails, DoubtTests and ControlTests tell.</summary>
public sealed class S05_ValuesAndErrorsTests
{
    [Fact]
    public async Task S5_A_users_failure_is_a_value()
    {
        var results = await SendAsync(static call => call.OnCallback(
            0, "", Entries.Json([.. call.Identifiers.Select(static one => Entries.Of(one, one == "u1" ? 20003 : 0, one == "u1" ? "no such user" : ""))])));

        Assert.Equal([("u0", 0, ""), ("u1", 20003, "no such user"), ("u2", 0, "")], results.Select(static one => (one.Identifier, one.Code, one.Desc)));
        Assert.Equal([SendOutcome.Sent, SendOutcome.Failed, SendOutcome.Sent], results.Select(static result => result.Outcome));
    }

    [Fact]
    public async Task S5_Entries_are_values_even_with_a_code_that_would_stop_the_send()
    {
        var results = await SendAsync(static call => call.OnCallback(6013, "", Entries.Failed(6013, call.Identifiers)));

        Assert.All(results, static result => Assert.Equal(6013, result.Code));
    }

    [Fact]
    public async Task S5_A_refused_call_gives_each_of_its_identifiers_the_refusing_code()
    {
        var results = await SendAsync(static call => call.Refuse((int)TIMResult.ErrParam, "too large"));

        Assert.All(results, static result => Assert.Equal(
            ((int)TIMResult.ErrParam, "too large", SendOutcome.Failed), (result.Code, result.Desc, result.Outcome)));
    }

    private static async Task<List<MsgBatchSendResult>> SendAsync(Action<MsgBatchCall> onCall)
    {
        await using var silos = await TestSilos.StartAsync(new ScriptedTransport(onCall));
        await silos.Sends.StartAsync("values", Ask.Hi, Ask.Streamed(Ask.Names(3)), cancellationToken: Reading.Token).Soon();
        var results = await silos.Sends.ReadAllAsync("values").Soon();
        Assert.Equal(3, results.Count);
        return [.. results.Select(static result => result.Result).OrderBy(static result => result.Ordinal)];
    }
}
