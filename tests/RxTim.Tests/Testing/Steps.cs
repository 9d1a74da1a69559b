namespace RxTim.Tests;

/// <summary>What happened, in order, by interceptors, transport and consumer alike.</summary>
internal sealed class Steps
{
    private readonly List<string> all = [];
    private readonly Signal changed = new();

    public IReadOnlyList<string> All
    {
        get
        {
            lock (all)
                return [.. all];
        }
    }

    public void Add(string step)
    {
        lock (all)
            all.Add(step);
        changed.Changed();
    }

    public void Add(string step, IEnumerable<string> identifiers) => Add($"{step} {string.Join(' ', identifiers)}");

    /// <summary>Waits for a step.</summary>
    public Task HasAsync(string step) => changed.WhenAsync(() => All.Contains(step));

    /// <summary>Waits for so many steps that begin so.</summary>
    public Task HasAsync(string start, int count) => changed.WhenAsync(() => Of(start).Count() >= count);

    /// <summary>The steps that begin so.</summary>
    public IEnumerable<string> Of(string start) => All.Where(step => step.StartsWith(start, StringComparison.Ordinal));
}
