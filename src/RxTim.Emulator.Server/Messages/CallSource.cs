namespace RxTim.Emulator;

/// <summary>How a message came, in words for people.</summary>
internal static class CallSource
{
    public const string Rest = "REST";

    public static (string Via, string Api) Of(EmulatorMessage message) =>
        message is RestSentMessage sent ? (Rest, sent.Api) : ("in process", "MsgBatchSend");
}
