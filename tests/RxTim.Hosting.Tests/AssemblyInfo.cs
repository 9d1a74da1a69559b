// Spans and metrics are the process's: tests that listen to them would hear each other.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
