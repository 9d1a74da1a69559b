using System.Reactive.Linq;
using com.tencent.imsdk.unity;
using RxTim;
using TencentParam = com.tencent.imsdk.unity.types.MsgBatchSendParam;
using TencentUtils = com.tencent.imsdk.unity.utils.Utils;

namespace RxTim.Tests;

/// <summary>The README's recipe for Tencent's Unity wrapper, compiled against a stand-in with the wrapper's names.</summary>
internal static class ReadmeUnity
{
    /// <summary>To be called on the main thread.</summary>
    public static CallbackTransport Transport()
    {
        var transport = new CallbackTransport(
            (json, callback) => (TIMResult)TencentIMSDK.MsgBatchSend(
                TencentUtils.FromJson<TencentParam>(json),
                (int code, string desc, string results, string userData) => callback(code, desc, results, userData)),
            SynchronizationContext.Current!);                                 // on Unity's main thread

        return transport;
    }

    /// <summary>Shows how far a send is, once a frame at most.</summary>
    public static IDisposable Show(
        TimClient client, MsgBatchSendParam param, IObservable<long> everyFrame, Action<string> label, Action<MsgBatchSendResult> onFailure)
    {
        var mainThread = SynchronizationContext.Current!;
        var results = client.MsgBatchSend(param).Publish().RefCount(2);
        var progress = results.Progress(param.Identifiers.Count)
            .Sample(everyFrame)                                               // the newest, once a frame
            .ObserveOn(mainThread)
            .Subscribe(p => label($"{p.Done} of {p.Total}"));
        var failures = results.Failures()
            .Buffer(TimeSpan.FromMilliseconds(100), 200)                      // few objects, few hops
            .Where(batch => batch.Count > 0)
            .ObserveOn(mainThread)
            .Subscribe(batch => { foreach (var failure in batch) onFailure(failure); });

        return new System.Reactive.Disposables.CompositeDisposable(progress, failures);
    }
}
