using Microsoft.Data.Sqlite;

namespace RxTim.Tests;

/// <summary>The README's interceptor, compiled and run.</summary>
public sealed class AuditInterceptorTests : IDisposable
{
    // Lives as long as a connection to it is open.
    private readonly SqliteConnection audit = new($"Data Source=audit-{Guid.NewGuid():N};Mode=Memory;Cache=Shared");

    public AuditInterceptorTests() => audit.Open();

    public static TheoryData<Face> Streams => Faces.Streams;

    [Theory, MemberData(nameof(Streams))]
    public async Task Each_result_is_in_the_table(Face face)
    {
        CreateTable();
        var transport = new ScriptedTransport(static call =>
        {
            foreach (var identifier in call.Identifiers)
                call.Answer(identifier, identifier.EndsWith('7') ? 20_003 : 0);
        });
        await using var client = Client(transport);
        var results = (await client.RunAsync(face, Ask.Many(250)).Soon()).Results;
        Assert.Equal(results.OrderBy(static result => result.Ordinal).Select(RowOf), Rows());
        Assert.Equal(250, results.Count);
    }

    [Fact]
    public async Task The_consumer_has_no_result_that_is_not_in_the_table()
    {
        CreateTable();
        await using var client = Client(ScriptedTransport.SendsAll());
        await foreach (var result in client.MsgBatchSendAsync(Ask.Many(250), TestContext.Current.CancellationToken))
            Assert.Contains(RowOf(result), Rows());
    }

    [Fact]
    public async Task A_send_whose_results_cannot_be_written_stops_and_says_who_is_not_in_the_table()
    {
        await using var client = Client(ScriptedTransport.SendsAll());
        var ending = await client.RunAsync(Face.Push, Ask.For("a", "b")).Soon();
        Assert.Empty(ending.Results);
        Assert.Contains("no such table", Assert.IsType<SqliteException>(ending.TimError.InnerException).Message);
        Assert.Equal(["a", "b"], ending.TimError.Unanswered);
    }

    public void Dispose() => audit.Dispose();

    private static string RowOf(MsgBatchSendResult result) => $"{result.Ordinal} {result.Identifier} {result.Outcome} {result.Code}";

    private TimClient Client(ScriptedTransport transport) =>
        new(transport, new() { Interceptors = [new AuditInterceptor(audit.ConnectionString)] });

    private void CreateTable()
    {
        using var create = audit.CreateCommand();
        create.CommandText =
            "create table audit (send integer, row integer, identifier text, outcome text, code integer, primary key (send, row))";
        create.ExecuteNonQuery();
    }

    private List<string> Rows()
    {
        using var select = audit.CreateCommand();
        select.CommandText = "select row || ' ' || identifier || ' ' || outcome || ' ' || code from audit order by row";
        using var reader = select.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(reader.GetString(0));
        return rows;
    }
}
