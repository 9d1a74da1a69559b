using System.Collections.Concurrent;

namespace RxTim.Tests;

/// <summary>Eight threads that belong to the backends, like those of a real SDK: not the thread pool's, which the library uses.</summary>
internal static class BackendThreads
{
    private static readonly BlockingCollection<Action> Work = Start(8);

    public static void Post(Action work) => Work.Add(work);

    private static BlockingCollection<Action> Start(int threads)
    {
        var work = new BlockingCollection<Action>();
        for (var i = 0; i < threads; i++)
        {
            // Without the context of whoever comes first: a send that calls it would be taken for the caller of all that the threads do.
            new Thread(() =>
            {
                foreach (var action in work.GetConsumingEnumerable())
                    action();
            })
            { IsBackground = true, Name = $"backend {i}" }.UnsafeStart();
        }
        return work;
    }
}
