using System;
using System.Linq;
using System.Reactive.Linq;
using System.Reactive.Subjects;
using System.Threading;
using RxTim;
using RxTim.Emulator;
using UnityEngine;

/// <summary>Sends to a thousand users through the emulator, and shows how far it is once a frame.</summary>
public sealed class SendProgressSample : MonoBehaviour
{
    private readonly Subject<long> everyFrame = new Subject<long>();
    private TimEmulator emulator;
    private TimClient client;
    private IDisposable showing;
    private string text = "";

    private void Start()
    {
        var mainThread = SynchronizationContext.Current;
        emulator = new TimEmulator(new TimEmulatorOptions { Latency = LatencyRange.Parse("20ms..200ms") });
        client = new TimClient(emulator.Transport);
        var param = MsgBatchSendParam.Create(Message.Text("The server restarts in five minutes."), Enumerable.Range(1, 1000).Select(i => "user" + i));
        showing = client.MsgBatchSend(param)
            .Progress(1000)
            .Sample(everyFrame)
            .ObserveOn(mainThread)
            .Subscribe(p => text = p.Done + " of " + p.Total, error => Debug.LogError(error.Message));
    }

    private void Update() => everyFrame.OnNext(Time.frameCount);

    private void OnGUI() => GUILayout.Label(text);

    private async void OnDestroy()
    {
        showing.Dispose();
        await client.DisposeAsync();
        await emulator.DisposeAsync();
    }
}
