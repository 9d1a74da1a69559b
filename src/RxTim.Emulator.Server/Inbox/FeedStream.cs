using Microsoft.AspNetCore.Http;

namespace RxTim.Emulator;

/// <summary>The feed as server-sent events: at most ten a second for each page that looks, each with all that is new.</summary>
internal sealed class FeedStream(LiveCalls feed, TimeProvider time)
{
    private const int MostReaders = 32;
    private const int MostRowsAtOnce = 50;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    private int readers;

    public async Task WriteAsync(HttpContext context, CancellationToken stopping)
    {
        if (Interlocked.Increment(ref readers) > MostReaders)
        {
            Interlocked.Decrement(ref readers);
            await HttpAnswers.WriteErrorAsync(
                context, StatusCodes.Status429TooManyRequests, "too many pages look at the feed").ConfigureAwait(false);
            return;
        }
        try
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
            context.Response.ContentType = "text/event-stream";
            await PumpAsync(context.Response, end.Token).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref readers);
        }
    }

    private async Task PumpAsync(HttpResponse response, CancellationToken end)
    {
        // The first event comes at once, with the latest calls or without any, so that the page knows that it is connected.
        var news = feed.Since(0, MostRowsAtOnce) with { Skipped = 0 };
        while (true)
        {
            await response.BodyWriter.WriteAsync(InboxJson.Event(news), end).ConfigureAwait(false);
            await Task.Delay(Pace, time, end).ConfigureAwait(false);
            while (!await HasNewsAsync(news.Version, end).ConfigureAwait(false))
                await response.BodyWriter.WriteAsync(InboxJson.StillHere, end).ConfigureAwait(false);
            news = feed.Since(news.Last, MostRowsAtOnce);
        }
    }

    private async Task<bool> HasNewsAsync(long seen, CancellationToken end)
    {
        using var over = new CancellationTokenSource(Silence, time);
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(end, over.Token);
        try
        {
            await feed.WaitAsync(seen, silence.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!end.IsCancellationRequested)
        {
            return false;
        }
    }
}
