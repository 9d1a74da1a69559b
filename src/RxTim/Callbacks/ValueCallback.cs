namespace RxTim;

/// <summary>The asynchronous callback of Tencent's C# SDK: <c>MsgBatchSend</c> hands it the results of the whole send.</summary>
/// <typeparam name="T"><c>List&lt;MsgBatchSendResult&gt;</c> (overload 1) or <c>string</c>, the same as JSON (overload 2).</typeparam>
/// <param name="code">0 if any identifier was sent to, else the code of the first failure.</param>
/// <param name="desc">The description that belongs to <paramref name="code"/>; empty for 0.</param>
/// <param name="jsonParam">The results.</param>
/// <param name="userData">What the caller gave with the call, untouched.</param>
public delegate void ValueCallback<in T>(int code, string desc, T jsonParam, string? userData);
