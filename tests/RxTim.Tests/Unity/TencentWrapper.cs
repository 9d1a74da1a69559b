#pragma warning disable IDE1006, CA1050, IDE0130 // The names of Tencent's wrapper.
using System.Collections.Concurrent;
using System.Text.Json;
using com.tencent.imsdk.unity.callback;
using com.tencent.imsdk.unity.enums;
using com.tencent.imsdk.unity.types;

// A stand-in for Tencent's Unity wrapper, written anew: the same names and namespaces, and the same ways: it keeps callbacks in a plain
// dictionary, and posts each to the context of the thread that first touched it.
namespace com.tencent.imsdk.unity.enums
{
    public enum TIMResult
    {
        TIM_SUCC = 0,
        TIM_ERR_PARAM = -4,
    }
}

namespace com.tencent.imsdk.unity.types
{
    public sealed class MsgBatchSendParam
    {
        public List<string>? msg_batch_send_param_identifier_array { get; set; }

        public JsonElement msg_batch_send_param_msg { get; set; }
    }
}

namespace com.tencent.imsdk.unity.callback
{
    public delegate void ValueCallback<T>(int code, string desc, T data, string user_data);
}

namespace com.tencent.imsdk.unity.utils
{
    public static class Utils
    {
        public static T FromJson<T>(string json) => JsonSerializer.Deserialize<T>(json)!;
    }
}

namespace com.tencent.imsdk.unity
{
    public static class TencentIMSDK
    {
        private static readonly Dictionary<string, ValueCallback<string>> Callbacks = [];
        private static SynchronizationContext? mainContext;
        private static int number;
        private static int inside;
        private static int overlaps;

        public static ConcurrentDictionary<int, int> CallsByThread { get; } = new();

        // How often it was called while it was at work on another thread.
        public static int Overlaps => Volatile.Read(ref overlaps);

        // Forgets what was before, as a new process would; the thread that calls this is the main one.
        public static void Restart()
        {
            mainContext = SynchronizationContext.Current;
            Callbacks.Clear();
            CallsByThread.Clear();
            overlaps = 0;
        }

        public static TIMResult MsgBatchSend(MsgBatchSendParam param, ValueCallback<string> callback)
        {
            if (Interlocked.Exchange(ref inside, 1) != 0)
                Interlocked.Increment(ref overlaps);
            CallsByThread.AddOrUpdate(Environment.CurrentManagedThreadId, 1, static (_, count) => count + 1);
            var key = $"MsgBatchSend{number++}";
            Callbacks[key] = callback;
            var json = RxTim.Tests.Entries.Json([.. param.msg_batch_send_param_identifier_array!.Select(static each => RxTim.Tests.Entries.Of(each, 0))]);
            // The native library answers on a thread of its own.
            ThreadPool.UnsafeQueueUserWorkItem(_ => mainContext!.Post(_ => Answer(key, json), null), null);
            Volatile.Write(ref inside, 0);
            return TIMResult.TIM_SUCC;
        }

        private static void Answer(string key, string json)
        {
            if (Callbacks.Remove(key, out var callback))
                callback(0, "", json, key);
        }
    }
}
