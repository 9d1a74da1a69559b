namespace CrashTest;

/// <summary>What all scenarios have: the program, the policy for those in doubt, chances, and a folder.</summary>
internal sealed class World(string rxtim, string policy, Random chance) : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("rxtim-crash-");

    public string Program => rxtim;

    public string Policy => policy;

    public string PathOf(string name) => Path.Combine(folder.FullName, name);

    /// <summary>A number of chance, from 0 to under so many.</summary>
    public int Chance(int under) => chance.Next(under);

    public Task PauseAsync(int leastMilliseconds, int mostMilliseconds) => Task.Delay(chance.Next(leastMilliseconds, mostMilliseconds));

    public void Dispose() => folder.Delete(recursive: true);
}
