using System.Net;
using System.Net.Http;
using System.Text.Json;

namespace RxTim.Tests;

/// <summary>The README's transport, which makes each report that there is.</summary>
public sealed class HttpTransport(HttpClient http) : IMsgBatchTransport
{
    public MsgBatchLimits Limits { get; } = new() { MaxIdentifiersPerCall = 100, MaxCallsInFlight = 10 };

    public void Send(MsgBatchCall call) => _ = SendAsync(call);

    private async Task SendAsync(MsgBatchCall call)
    {
        try
        {
            call.Hold();                                                  // nothing has left
            using var content = new StringContent(call.ToJson());         // a MsgBatchSendParam, as the SDK takes it
            if (!call.TryLeave())
                return;                                                   // nobody waits any longer, so it must not leave
            using var answer = await http.PostAsync("send", content, call.Aborted);
            var text = await answer.Content.ReadAsStringAsync();
            switch (answer.StatusCode)
            {
                case HttpStatusCode.OK when text.StartsWith('['):         // an answer in the SDK's JSON
                    call.OnCallback(0, "", text);
                    break;
                case HttpStatusCode.OK:                                   // who failed, with the code: {"bob":70107}
                    foreach (var (identifier, code) in JsonSerializer.Deserialize<Dictionary<string, int>>(text)!)
                        call.Answer(identifier, code);
                    call.AnswerRemaining(0);                              // all others have it
                    break;
                case HttpStatusCode.TooManyRequests:
                    call.PauseFor(TimeSpan.FromSeconds(1));               // before the call's results
                    call.Refuse(TimErrorCodes.RestFrequencyLimit, text);
                    break;
                case HttpStatusCode.Unauthorized:                         // no call can succeed: the send stops
                    call.Stop(TimErrorCodes.UserSigExpired, text);
                    break;
                default:                                                  // nothing was sent
                    call.Refuse(TimErrorCodes.SdkInternalError, text);
                    break;
            }
        }
        catch (Exception broken)
        {
            call.Lose(broken.Message);                                    // nobody knows
        }
    }
}
