#if !NET
namespace RxTim.Emulator;

/// <summary>Gives netstandard2.1 the wait by a clock that .NET has.</summary>
internal static class DelayPolyfill
{
    extension(Task)
    {
        public static Task Delay(TimeSpan delay, TimeProvider timeProvider, CancellationToken cancellationToken) =>
            timeProvider.Delay(delay, cancellationToken);
    }
}
#endif
