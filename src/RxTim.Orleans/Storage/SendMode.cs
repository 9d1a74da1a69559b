namespace RxTim.Orleans;

/// <summary>What was said of a send, or what it said itself.</summary>
internal enum SendMode
{
    /// <summary>To send.</summary>
    Run,

    /// <summary>To wait until somebody says otherwise.</summary>
    Pause,

    /// <summary>As <see cref="Pause"/>, because the backend takes no call.</summary>
    Stop,

    /// <summary>To end.</summary>
    Cancel,
}
