namespace RxTim.Emulator.Tests.Inbox;

/// <summary>What shows every part of the inbox at once.</summary>
internal static class Exhibits
{
    /// <summary>The addresses of all views.</summary>
    public static readonly string[] Views =
    [
        "#/sends", "#/sends/1", "#/sends/1?tab=received", "#/sends/1?tab=calls", "#/sends/2?tab=message", "#/calls", "#/calls/1",
        "#/calls/5", "#/accounts", "#/accounts?order=failures", "#/account?id=alice",
        "#/account?id=dave&tab=failures", "#/messages", "#/messages/4",
        "#/faults", "#/sends/999", "#/nowhere",
    ];

    private const string Everything =
        """
        {"MsgType":"TIMTextElem","MsgContent":{"Text":"Your order is on its way 你好 😀"}},
        {"MsgType":"TIMCustomElem","MsgContent":{"Data":"{\"order\":4711,\"items\":[{\"sku\":\"A-1\",\"count\":2}]}","Desc":"order"}},
        {"MsgType":"TIMLocationElem","MsgContent":{"Desc":"Chongqing","Latitude":29.5,"Longitude":106.2}},
        {"MsgType":"TIMImageElem","MsgContent":{"UUID":"a1","ImageInfoArray":[{"Type":1,"Size":123456,"Width":640,"Height":480,
            "URL":"https://example.com/a-very-long-address/of-a-picture/that-has-no-place-to-break/anywhere.png"}]}},
        {"MsgType":"TIMFaceElem","MsgContent":{"Index":6,"Data":"smile"}},
        {"MsgType":"TIMFileElem","MsgContent":{"Url":"https://example.com/report.pdf","FileSize":52000,"FileName":"report.pdf"}}
        """;

    public static async Task SendAsync(RunningServer running)
    {
        var emulator = running.Server.Emulator;
        emulator.Faults = new EmulatorFaults
        {
            Faults = [new FaultRule("dave", 20009), new FaultRule("gone*", 70107)],
            Silences = [new SilenceRule("silent*", 0.25)],
            Refusal = new CallRefusal(91000, 0.000001),
        };
        string[] many = [.. Enumerable.Range(1, 60).Select(static number => $"player_{number:0000}")];
        await running.SendAsync(
            1,
            "Welcome to the spring sale: everything is half the price until Sunday, also the things that nobody ever wanted before.",
            ["alice", "bob", "dave", "gone1", "gone2", .. many], "shop");
        await running.Client.PostAsync(
            RawClient.BatchSend,
            $$"""
            {"From_Account":"shop","To_Account":["alice"],"MsgRandom":2,"MsgBody":[{{Everything}}],
            "CloudCustomData":"{\"trace\":\"abc\"}"}
            """);
        var sent = await running.SendAsync(3, "This one was a mistake.", ["alice", "bob"], "shop");
        await running.Client.PostAsync(
            "v4/openim/admin_msgwithdraw",
            $$"""{"From_Account":"shop","To_Account":"alice","MsgKey":"{{sent.GetProperty("MsgKey").GetString()}}"}""");
        await running.SendAsync(4, new string('W', 300), ["alice", new string('m', 32)], "dave");
        await running.Client.PostAsync(RawClient.BatchSend, "{}");
    }
}
