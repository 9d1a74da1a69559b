namespace RxTim.Cli;

/// <summary>What the process's exit code says.</summary>
internal static class ExitCode
{
    public const int AllSent = 0;
    public const int SomeNotSent = 1;
    public const int BadInput = 2;
    public const int Stopped = 3;
    public const int NoNode = 4;
    public const int HungUp = 129;
    public const int Interrupted = 130;

    public const string Help = """
        Exit codes:
          0    every identifier was sent to
          1    some failed, or nobody knows
          2    bad usage or input
          3    the send was stopped by an error, or standard output cannot be written to
          4    no node of the cluster answered; a send that the cluster has goes on
          129  the terminal was closed (SIGHUP)
          130  interrupted (Ctrl+C or SIGTERM)
        """;
}
