namespace RxTim.Journal;

/// <summary>A result that a journal holds.</summary>
/// <param name="Cursor">The place after it: what to give to read on.</param>
/// <param name="Result">The result. Its message is not kept.</param>
public readonly record struct JournalResult(JournalCursor Cursor, MsgBatchSendResult Result);
