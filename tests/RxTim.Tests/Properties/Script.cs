using System.Text.Json.Nodes;

namespace RxTim.Tests;

/// <summary>How a random backend ends with a call, after its entries.</summary>
internal enum Fate
{
    Silence,
    MalformedTail,
    RefusesByCode,
    RefusesByResult,
    Throws,
    Stops,
}

/// <summary>
/// What a random backend does with one call. The masks have a bit for each place in the call, modulo 32.
/// </summary>
/// <param name="Threads">0: inside the call; else later, on so many threads at once.</param>
/// <param name="Pieces">In how many callbacks.</param>
/// <param name="Shuffle">0: entries in the order asked; else in an order of this seed.</param>
/// <param name="Missing">Whose entries do not come.</param>
/// <param name="Doubled">Whose entries come twice, with another code.</param>
/// <param name="Failing">Whose entries say failed.</param>
/// <param name="Strangers">How many entries are for nobody who was asked.</param>
/// <param name="Fate">What follows.</param>
internal sealed record Script(int Threads, int Pieces, int Shuffle, uint Missing, uint Doubled, uint Failing, int Strangers, Fate Fate)
{
    public const int FailedCode = 20003;
    public const int DoubledCode = 30001;
    public const int RefusalCode = 9520;
    public const int StopCode = 6013;

    /// <summary>Whether nothing in this call runs beside anything else, so that its results are known beforehand.</summary>
    public bool IsOrdered => Threads == 0 || (Threads == 1 && Fate is Fate.Silence or Fate.MalformedTail or Fate.RefusesByCode);

    /// <summary>Whether it may leave identifiers that only time can answer.</summary>
    public bool LeavesOpen => Fate == Fate.Silence && Missing != 0;

    /// <summary>The entries, in the order in which they are sent.</summary>
    public List<(string Identifier, int Code)> Entries(IReadOnlyList<string> identifiers)
    {
        var entries = new List<(string, int)>();
        for (var i = 0; i < identifiers.Count; i++)
        {
            var bit = 1u << (i % 32);
            if ((Missing & bit) == 0)
                entries.Add((identifiers[i], (Failing & bit) == 0 ? 0 : FailedCode));
            if ((Missing & bit) == 0 && (Doubled & bit) != 0)
                entries.Add((identifiers[i], DoubledCode));
        }
        for (var i = 0; i < Strangers; i++)
            entries.Insert(entries.Count * i / Strangers, ($"stranger{i}", 0));
        if (Shuffle == 0)
            return entries;
        var order = new Random(Shuffle);
        return [.. entries.OrderBy(_ => order.Next())];
    }

    /// <summary>The callbacks' JSON.</summary>
    public string[] Callbacks(IReadOnlyList<string> identifiers)
    {
        var entries = Entries(identifiers);
        var pieces = new string[Pieces];
        for (var i = 0; i < Pieces; i++)
        {
            var (from, to) = (entries.Count * i / Pieces, entries.Count * (i + 1) / Pieces);
            var array = new JsonArray();
            foreach (var (identifier, code) in entries.GetRange(from, to - from))
                array.Add((JsonNode)RxTim.Tests.Entries.Of(identifier, code));
            pieces[i] = array.ToJsonString();
        }
        if (Fate == Fate.MalformedTail)
            pieces[^1] = pieces[^1].TrimEnd(']') + (pieces[^1] == "[]" ? "{" : ",{");
        return pieces;
    }

    /// <summary>The code of each identifier that the entries leave without a result.</summary>
    public int CodeOfRest => Fate switch
    {
        Fate.MalformedTail => TimErrorCodes.ParseResponseFailed,
        Fate.RefusesByCode => RefusalCode,
        Fate.RefusesByResult => (int)TIMResult.ErrParam,
        Fate.Stops => StopCode,
        _ => TimErrorCodes.RequestTimeout,
    };

    /// <summary>What the call's results are, where it is ordered.</summary>
    public IEnumerable<(string Identifier, int Code)> Results(IReadOnlyList<string> identifiers)
    {
        var open = identifiers.ToList();
        foreach (var (identifier, code) in Entries(identifiers))
        {
            if (open.Remove(identifier))
                yield return (identifier, code);
        }
        foreach (var identifier in open)
            yield return (identifier, CodeOfRest);
    }

    /// <summary>Whether the code can be this identifier's result in a call that runs beside others and beside the clock.</summary>
    public bool CanResult(string identifier, int code, IReadOnlyList<string> identifiers) =>
        code == TimErrorCodes.RequestTimeout || code == CodeOfRest || Entries(identifiers).Contains((identifier, code));

    public override string ToString() =>
        $"{(Threads == 0 ? "inside" : $"on {Threads} threads")} in {Pieces} pieces, shuffle {Shuffle}, missing {Missing:x}, " +
        $"doubled {Doubled:x}, failing {Failing:x}, strangers {Strangers}, then {Fate}";
}
