namespace CrashTest;

/// <summary>One send with a journal: begun, resumed until it is done, and what was seen of it meanwhile.</summary>
internal sealed class Send
{
    private readonly World world;
    private readonly string[] sending;
    private readonly string list;
    private readonly HashSet<string> answered = [];
    private readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool isRecorded;

    public Send(World world, string[] asked, string journal, string[] sending)
    {
        this.world = world;
        this.sending = sending;
        Journal = journal;
        Asked = asked;
        list = world.PathOf("recipients");
        File.WriteAllLines(list, Asked);
    }

    public string[] Asked { get; }

    public string Journal { get; }

    /// <summary>Who was in doubt at any time.</summary>
    public HashSet<string> EverInDoubt { get; } = [];

    /// <summary>Results of identifiers that had been answered before.</summary>
    public int AnsweredTwice { get; private set; }

    /// <summary>How many were answered.</summary>
    public int Seen => answered.Count;

    public RxTimRun Begin(KillPoint? killed = null) =>
        new(world, See, ["send", "--to-file", list, "--text", "hello", "--journal", Journal, "--output", "json", .. sending], killed);

    /// <summary>Goes on, or begins again where nothing was recorded.</summary>
    public RxTimRun Resume(KillPoint? killed = null)
    {
        if (!isRecorded)
            return Begin(killed);
        string[] grace = world.Policy == "check" ? ["--grace", "1s"] : [];
        return new(world, See, ["resume", Journal, "--in-doubt", world.Policy, "--output", "json", .. grace, .. sending], killed);
    }

    /// <summary>How many are to be answered before <see cref="EnoughAsync"/> goes on.</summary>
    public int Enough { get; init; } = int.MaxValue;

    /// <summary>Waits until so many are answered.</summary>
    public Task EnoughAsync() => enough.Task;

    /// <summary>Waits until somebody is answered.</summary>
    public Task FirstResultAsync() => first.Task;

    /// <summary>Asks the journal who is in doubt; null if it was not recorded in full.</summary>
    public async Task<HashSet<string>?> InDoubtAsync()
    {
        using var report = new ReportRun(world, Journal);
        if (await report.InDoubtAsync() is not { } inDoubt)
            return null;
        isRecorded = true;
        EverInDoubt.UnionWith(inDoubt);
        return inDoubt;
    }

    private void See(string identifier, int code)
    {
        var isKnown = code is not (6012 or 6201 or 6001);
        if (isKnown ? !answered.Add(identifier) : answered.Contains(identifier))
            AnsweredTwice++;
        first.TrySetResult();
        if (answered.Count >= Enough)
            enough.TrySetResult();
    }
}
