namespace RxTim.Testing;

/// <summary>A backend was not asked for what a test expects.</summary>
public sealed class ScriptException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What was expected, and what was asked.</param>
    public ScriptException(string message)
        : base(message)
    {
    }
}
