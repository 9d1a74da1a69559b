using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace RxTim.Hosting.Tests;

/// <summary>Telemetry costs a send and a call something where somebody listens, and a result nothing.</summary>
public sealed class TelemetryCostTests
{
    private const int Few = 10_000;
    private const int Many = 30_000;

    [Fact]
    public async Task A_result_allocates_as_much_whether_or_not_somebody_listens()
    {
        var unheard = await BytesAResultAsync();
        using var spans = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == TimTelemetry.Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(spans);
        var heardResults = 0L;
        using var metrics = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == TimTelemetry.Name)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        metrics.SetMeasurementEventCallback<long>((instrument, measured, _, _) =>
        {
            if (instrument.Name == "messaging.client.sent.messages")
                Interlocked.Add(ref heardResults, measured);
        });
        metrics.Start();

        var heard = await BytesAResultAsync();

        Assert.True(heardResults > Many);
        // A result that is made is an object of some dozen bytes; what telemetry would allocate for each would be as much again.
        Assert.InRange(heard, 0, unheard + 1);
    }

    // Of two sends in one call each, so that what a send and a call cost falls out; the least of many, for the runtime allocates too, and
    // more until its code is warm.
    private static async Task<double> BytesAResultAsync()
    {
        await using var client = new TimClient(ScriptedTransport.SendsAll(), new TimClientOptions { IdentifiersPerCall = Many });
        var (few, many) = (TestHost.Ask(Few), TestHost.Ask(Many));
        var least = double.MaxValue;
        for (var attempt = 0; attempt < 60; attempt++)
        {
            var bytes = await BytesAsync(client, many) - await BytesAsync(client, few);
            least = Math.Min(least, bytes / (double)(Many - Few));
        }
        return least;
    }

    private static async Task<long> BytesAsync(TimClient client, MsgBatchSendParam param)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await foreach (var _ in client.MsgBatchSendAsync(param, TestContext.Current.CancellationToken))
        {
        }
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }
}
