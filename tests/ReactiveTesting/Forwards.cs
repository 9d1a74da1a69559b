using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using System.Runtime.CompilerServices;

[assembly: TypeForwardedTo(typeof(IScheduler))]
[assembly: TypeForwardedTo(typeof(IStopwatch))]
[assembly: TypeForwardedTo(typeof(IStopwatchProvider))]
[assembly: TypeForwardedTo(typeof(ICancelable))]
