namespace RxTim.Journal;

/// <summary>The journals in a folder.</summary>
public static class JournalFolder
{
    /// <summary>
    /// Lists the journals in a folder, in the order of their names; not those in folders below it. Each is read in full when it comes to
    /// it, which takes about a second for some million identifiers. Files that are no journals are passed over.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The journals, read as they are enumerated. One that is damaged or may not be read is there too, with its fault.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static IEnumerable<JournalListing> List(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var files = Directory.GetFiles(folder);
        Array.Sort(files, StringComparer.Ordinal);
        return files.Where(JournalFile.IsOne).Select(ListingOf).OfType<JournalListing>();
    }

    // Null if it has gone meanwhile.
    private static JournalListing? ListingOf(string path)
    {
        try
        {
            using var report = JournalReport.Open(path);
            return new JournalListing(path, report.State, report.IsRunning)
            {
                Details = report.Details,
                Counts = report.Counts,
                Abandonment = report.Abandonment,
            };
        }
        catch (JournalException fault)
        {
            var isOpen = JournalLock.Peek(path).IsTaken;
            return fault.Fault switch
            {
                JournalFault.NotFound => null,
                JournalFault.Incomplete => new JournalListing(path, JournalState.Recording, isOpen),
                _ => new JournalListing(path, null, isOpen) { Fault = fault },
            };
        }
    }
}
