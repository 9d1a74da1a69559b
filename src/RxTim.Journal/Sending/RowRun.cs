namespace RxTim.Journal;

/// <summary>The rows of one step, in order. Those that say the same of neighbours become one before the journal's state and its log hear of
/// them: mostly a call is one row, and a row of its own for each identifier cost a third of the processor time of a send.</summary>
internal struct RowRun(JournalStore store)
{
    // What may still grow.
    private LogRow? open;

    /// <exception cref="JournalException">The journal cannot be written.</exception>
    public void Add(in LogRow row)
    {
        if (open is { } grown && grown.TryExtend(row))
        {
            open = grown;
            return;
        }
        End();
        open = row;
    }

    /// <summary>To be called after the last row.</summary>
    /// <exception cref="JournalException">The journal cannot be written.</exception>
    public void End()
    {
        if (open is { } row)
            store.Append(row);
        open = null;
    }
}
