// The managed function table stands for the one native library of the process, and the soak tests count its memory.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
