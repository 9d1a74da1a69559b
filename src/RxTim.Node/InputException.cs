namespace RxTim.Node;

/// <summary>The command line or the environment is wrong. The message says what, and what to do; it ends in exit code 2.</summary>
internal sealed class InputException(string message, Exception? innerException = null) : Exception(message, innerException);
