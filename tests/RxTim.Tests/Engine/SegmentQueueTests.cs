namespace RxTim.Tests;

public class SegmentQueueTests
{
    private readonly SegmentQueue queue = new();

    [Fact]
    public void A_new_one_is_empty()
    {
        Assert.True(queue.IsEmpty);
        Assert.False(queue.TryTake(out _));
    }

    [Fact]
    public void What_is_taken_comes_in_the_order_in_which_it_was_added_however_much_waits()
    {
        var (added, taken) = (0, 0);
        foreach (var (add, take) in ((int, int)[])[(1, 1), (3, 1), (0, 2), (1, 1), (40, 17), (5, 28), (1, 1), (2, 2)])
        {
            for (var i = 0; i < add; i++)
                queue.Add(Segment(added++));
            for (var i = 0; i < take; i++)
                Assert.Equal(taken++, Take());
            Assert.Equal(added == taken, queue.IsEmpty);
        }
        Assert.False(queue.TryTake(out _));
        Assert.Equal(added, taken);
    }

    [Fact]
    public void Segments_that_are_taken_as_they_come_use_the_same_nodes_again()
    {
        var segment = Segment(0);
        AddAndTake(segment, times: 3);
        var before = GC.GetAllocatedBytesForCurrentThread();
        AddAndTake(segment, times: 1_000);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public async Task One_thread_may_add_while_another_takes_and_a_third_asks()
    {
        const int Segments = 300_000;
        using var over = new CancellationTokenSource();
        var adds = Task.Run(() =>
        {
            for (var i = 0; i < Segments; i++)
                queue.Add(Segment(i));
        }, TestContext.Current.CancellationToken);
        var asks = Task.Run(() =>
        {
            var answers = 0L;
            while (!over.IsCancellationRequested)
                answers += queue.IsEmpty ? 1 : 2;
            return answers;
        }, TestContext.Current.CancellationToken);
        var spin = default(SpinWait);
        for (var next = 0; next < Segments;)
        {
            if (queue.TryTake(out var segment))
                Assert.Equal(next++, segment.Count);
            else
                spin.SpinOnce();
        }
        await adds;
        over.Cancel();
        Assert.True(await asks > 0);
        Assert.True(queue.IsEmpty);
    }

    private static ResultSegment Segment(int number) => new(null, [], number);

    private int Take() => queue.TryTake(out var segment) ? segment.Count : -1;

    private void AddAndTake(ResultSegment segment, int times)
    {
        for (var i = 0; i < times; i++)
        {
            queue.Add(segment);
            queue.TryTake(out _);
        }
    }
}
