namespace RxTim.Journal;

/// <summary>What is wrong with a journal.</summary>
public enum JournalFault
{
    /// <summary>There is no such file.</summary>
    NotFound,

    /// <summary>There is a journal, or another file, or what belongs to a journal that was not closed, where a new one was to be
    /// made.</summary>
    Exists,

    /// <summary>Another process, or this one, is sending with it.</summary>
    InUse,

    /// <summary>The file is no journal, or no file.</summary>
    NotAJournal,

    /// <summary>It was written by another version of RxTim.</summary>
    OtherVersion,

    /// <summary>It was never recorded in full who is asked; nothing was sent.</summary>
    Incomplete,

    /// <summary>What stands in it cannot be relied on: pages, rows or a file are missing or changed.</summary>
    Damaged,

    /// <summary>The disk is full.</summary>
    DiskFull,

    /// <summary>It cannot be read or written: rights, a disk that fails.</summary>
    Unusable,

    /// <summary>What was to be recorded cannot follow what stands in it, so it was not recorded: a fault of RxTim itself. The file is
    /// whole.</summary>
    Contradiction,

    /// <summary>It was given up, so nothing is sent with it.</summary>
    Abandoned,
}
