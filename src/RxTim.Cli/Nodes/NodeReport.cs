using System.Text.Json;
using Spectre.Console;

namespace RxTim.Cli;

/// <summary>How far sends of a cluster are, for people and for programs.</summary>
internal static class NodeReport
{
    private static readonly string[] Counted = ["Asked", "Sent", "Failed", "Unknown", "Left"];

    /// <summary>One send.</summary>
    public static void Write(NodeProgress send, bool isJson, CliConsole console)
    {
        if (isJson)
        {
            WriteJson(send, console.Output);
            return;
        }
        var terminal = ReportTable.Terminal(console);
        terminal.Write(new Paragraph($"{Quoted.Printable($"{send.Name}: {Words(send.State)}{Why(send)}")}{When(send)}\n"));
        terminal.Write(new Paragraph(
            $"{Figures.Count(send.Asked)} asked{(send.AllGiven ? "" : " so far")}: {Figures.Count(send.Sent)} sent, "
            + $"{Figures.Count(send.Failed)} failed, {Figures.Count(send.Unknown)} unknown, {Figures.Count(send.Pending)} to be sent to."
            + (send.Withdrawn > 0 ? $" From {Figures.Count(send.Withdrawn)} of those sent it was taken back." : "")
            + (send.AllGiven || send.IsOver ? "" : " Not all recipients were given yet.")
            + "\n"));
        terminal.Profile.Out.Writer.Flush();
    }

    /// <summary>Many.</summary>
    public static void WriteTable(List<NodeProgress> sends, CliConsole console)
    {
        var terminal = ReportTable.Terminal(console);
        if (sends.Count == 0)
            terminal.Write(new Paragraph("The cluster knows no send.\n"));
        else
            terminal.Write(TableOf(sends, terminal.Profile.Capabilities.Unicode));
        terminal.Profile.Out.Writer.Flush();
    }

    /// <summary>One send as an object on a line of its own.</summary>
    public static void WriteJson(NodeProgress send, Stream output)
    {
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteNumber("asked"u8, send.Asked);
            json.WriteNumber("sent"u8, send.Sent);
            json.WriteNumber("failed"u8, send.Failed);
            json.WriteNumber("unknown"u8, send.Unknown);
            json.WriteNumber("pending"u8, send.Pending);
            json.WriteNumber("withdrawn"u8, send.Withdrawn);
            json.WriteNumber("not_taken"u8, send.NotTaken);
            json.WriteBoolean("all_given"u8, send.AllGiven);
            json.WriteBoolean("running"u8, !send.IsOver && send.State is not (NodeProgress.States.Paused or NodeProgress.States.Stopped));
            json.WriteString("state"u8, send.State);
            json.WriteString("reason"u8, send.Reason);
            json.WriteString("name"u8, send.Name);
            json.WriteString("in_doubt_policy"u8, send.InDoubt);
            WriteMoment(json, "started_at", send.StartedAt);
            WriteMoment(json, "ended_at", send.EndedAt);
            json.WriteEndObject();
        }
        output.Write("\n"u8);
        output.Flush();
    }

    private static void WriteMoment(Utf8JsonWriter json, string name, DateTimeOffset? moment)
    {
        if (moment is { } at)
            json.WriteString(name, at);
        else
            json.WriteNull(name);
    }

    private static Table TableOf(List<NodeProgress> sends, bool unicode)
    {
        var table = new Table().Border(unicode ? TableBorder.Rounded : TableBorder.Ascii).AddColumns("Send", "State");
        foreach (var counted in Counted)
            table.AddColumn(new TableColumn(counted).RightAligned());
        table.AddColumn("Started (UTC)");
        foreach (var send in sends)
            table.AddRow([.. Cells(send).Select(static text => new Text(Quoted.Printable(text)))]);
        return table;
    }

    private static IEnumerable<string> Cells(NodeProgress send)
    {
        yield return send.Name;
        yield return Words(send.State);
        foreach (var count in (long[])[send.Asked, send.Sent, send.Failed, send.Unknown, send.Pending])
            yield return Figures.Count(count);
        yield return send.StartedAt is { } at ? Figures.Moment(at) : "";
    }

    private static string Words(string state) =>
        state == NodeProgress.States.WaitingForConsumer ? "waiting for somebody to take results" : state;

    private static string Why(NodeProgress send) => send.Reason is { Length: > 0 } reason ? $" ({reason.TrimEnd('.')})" : "";

    private static string When(NodeProgress send) =>
        (send.StartedAt is { } started ? $", started {Figures.Moment(started)} UTC" : "")
        + (send.EndedAt is { } ended ? $", ended {Figures.Moment(ended)} UTC." : ".");
}
