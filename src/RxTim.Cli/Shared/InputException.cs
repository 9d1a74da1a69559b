namespace RxTim.Programs;

/// <summary>The user's input is wrong. The message says what, where, and what to do; it ends in exit code 2.</summary>
internal sealed class InputException(string message, Exception? innerException = null) : Exception(message, innerException);
