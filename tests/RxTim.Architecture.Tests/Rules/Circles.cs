namespace RxTim.Architecture.Tests;

/// <summary>
/// Finds folders that use each other, directly or over others. In the project's own folder each type counts by itself, for what a newcomer
/// meets first is there beside the words that all folders share, such as options and exceptions.
/// </summary>
internal static class Circles
{
    /// <summary>Each circle with a folder in it: who is in it, then each of its arrows.</summary>
    public static IEnumerable<string> Among(IReadOnlyList<Use> uses)
    {
        var arrows = uses.Where(static use => NodeOf(use.From) != NodeOf(use.To)).ToLookup(static use => NodeOf(use.From));
        var reached = arrows.ToDictionary(static each => each.Key, each => ReachedFrom(each.Key, arrows));
        return arrows.SelectMany(static each => each)
            .Where(use => Reaches(NodeOf(use.To), NodeOf(use.From)))
            .GroupBy(use => CircleOf(NodeOf(use.From)))
            .Where(static circle => circle.Any(static use => !use.From.InRoot))
            .Select(static circle => string.Join("\n  ",
                [$"{circle.Key} are a circle:", .. circle.Select(static use => use.ToString()).Distinct().Order(StringComparer.Ordinal)]));

        bool Reaches(string from, string to) => reached.TryGetValue(from, out var all) && all.Contains(to);

        string CircleOf(string node) =>
            string.Join(", ", reached[node].Where(other => Reaches(other, node)).Order(StringComparer.Ordinal));
    }

    private static string NodeOf(CompiledType type) => type.InRoot ? type.Name : type.Folder + "/";

    private static HashSet<string> ReachedFrom(string start, ILookup<string, Use> arrows)
    {
        var reached = new HashSet<string>();
        var next = new Stack<string>([start]);
        while (next.TryPop(out var node))
        {
            foreach (var use in arrows[node])
            {
                if (reached.Add(NodeOf(use.To)))
                    next.Push(NodeOf(use.To));
            }
        }
        return reached;
    }
}
