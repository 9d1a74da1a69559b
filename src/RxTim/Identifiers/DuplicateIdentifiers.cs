namespace RxTim;

/// <summary>What happens to an identifier that is asked more than once in one send.</summary>
public enum DuplicateIdentifiers
{
    /// <summary>
    /// It is sent to once and has one result. In a list this holds for the whole list. A streamed source may be longer than memory,
    /// so there a repeat is known among the last 65,536 distinct identifiers, and one that comes later is sent again.
    /// </summary>
    SendOnce,

    /// <summary>Each occurrence is sent to, and each has a result.</summary>
    SendEach,
}
