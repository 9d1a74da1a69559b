namespace RxTim.Journal;

/// <summary>A journal cannot be made, opened, read or written. The message says which, why, and what to do.</summary>
public sealed class JournalException : Exception
{
    /// <summary>Makes an exception.</summary>
    /// <param name="fault">What is wrong.</param>
    /// <param name="message">Which journal, why, and what to do.</param>
    /// <param name="innerException">The exception behind it, if any.</param>
    public JournalException(JournalFault fault, string message, Exception? innerException = null)
        : base(message, innerException) => Fault = fault;

    /// <summary>What is wrong.</summary>
    public JournalFault Fault { get; }
}
