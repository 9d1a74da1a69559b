namespace RxTim.Cli;

/// <summary>A node of a cluster does not do what was asked, or none can be reached. The message says which node and why.</summary>
internal sealed class NodeException(NodeFault fault, string message, Exception? innerException = null) : Exception(message, innerException)
{
    public NodeFault Fault => fault;

    /// <summary>When to ask this node again, as it said; null if it did not.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The exit code that it ends in.</summary>
    public int ExitCode => fault switch
    {
        NodeFault.Away => Cli.ExitCode.NoNode,
        NodeFault.Refused => Cli.ExitCode.BadInput,
        _ => Cli.ExitCode.Stopped,
    };

    public static NodeException Away(string message, Exception? innerException = null) => new(NodeFault.Away, message, innerException);

    public static NodeException Refused(string message, Exception? innerException = null) =>
        new(NodeFault.Refused, message, innerException);

    public static NodeException Broken(string message, Exception? innerException = null) =>
        new(NodeFault.Broken, message, innerException);
}

internal enum NodeFault
{
    /// <summary>The node does not answer, or cannot now. Another one may.</summary>
    Away,

    /// <summary>The cluster does not do it, whichever node is asked.</summary>
    Refused,

    /// <summary>What the node answers cannot be read.</summary>
    Broken,

    /// <summary>The send ended before everybody had a result.</summary>
    Ended,
}
