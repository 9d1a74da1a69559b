namespace RxTim.Journal;

/// <summary>Something to be recorded, and what may happen only when it is on the disk. The writer calls all of it, one at a time.</summary>
internal class JournalStep
{
    /// <summary>Says what is to be recorded.</summary>
    public virtual void Record(JournalStore store)
    {
    }

    /// <summary>It is on the disk.</summary>
    public virtual void Committed()
    {
    }

    /// <summary>It is not on the disk, and nothing will be any longer.</summary>
    public virtual void Lost(JournalException fault)
    {
    }
}
