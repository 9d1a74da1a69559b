using System.Text;

namespace RxTim.Emulator;

/// <summary>A message that came by REST, as it came.</summary>
/// <param name="api">The call that brought it.</param>
/// <param name="content">What it says.</param>
/// <param name="sender">Who sends it.</param>
/// <param name="random"><c>MsgRandom</c>.</param>
/// <param name="sequence"><c>MsgSeq</c>; 0 if it has none.</param>
/// <param name="request">The JSON that it came in, packed; null if it is not kept.</param>
internal sealed class RestSentMessage(string api, SentContent content, string sender, uint random, uint sequence, byte[]? request)
    : EmulatorMessage(sender, random, sequence, () => ElementForms.ToMessage(content))
{
    public string Api => api;

    public SentContent Content => content;

    public byte[]? Request => request;

    /// <summary>The number of the call that brought it; 0 until it has one.</summary>
    public long Call { get; set; }

    protected override int InvalidIdentifierCode => TimErrorCodes.ToAccountInvalid;

    // sendmsg is documented to drop what has the same content too, for two minutes.
    protected override string? RepeatContent =>
        field ??= Api == "sendmsg" ? $"{Encoding.UTF8.GetString(content.MsgBody.Span)}\0{content.CloudCustomData}" : null;
}
