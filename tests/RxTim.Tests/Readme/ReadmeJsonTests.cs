using System.Text.Json;

namespace RxTim.Tests;

/// <summary>The README's JSON for an API of one's own, compiled and run.</summary>
public sealed class ReadmeJsonTests
{
    [Fact]
    public void A_result_is_written_in_the_SDKs_form_and_in_ones_own()
    {
        var result = MsgBatchSendResult.Failed("bob", 70107);

        var theirs = JsonSerializer.Serialize(result);                        // {"msg_batch_send_result_code":70107,…}, as the SDK has it
        var again = JsonSerializer.Deserialize<MsgBatchSendResult>(theirs);
        var ours = JsonSerializer.Serialize(new Delivery(result.Identifier, result.Outcome, result.Code), ApiJson.Default.Delivery);

        Assert.Equal(result, again);
        Assert.Contains("\"msg_batch_send_result_code\":70107", theirs);
        Assert.Equal("""{"user":"bob","outcome":"Failed","code":70107}""", ours);
    }
}
