namespace RxTim.Node;

/// <summary>What the process's exit code says.</summary>
internal static class ExitCode
{
    public const int Ended = 0;
    public const int BadInput = 2;
    public const int Failed = 3;
    public const int DeclaredDead = 4;

    public const string Help = """
        Exit codes:
          0    ended on request (Ctrl+C, SIGTERM, or its terminal was closed), and drained
          2    bad usage or input
          3    it could not start, for example because its port is taken or Redis is away; or it failed
          4    the cluster gave this node up, because it did not answer for too long; its work goes on elsewhere. Start it anew.
          130  ended at once by a second Ctrl+C; 143 by a second SIGTERM
        """;
}
