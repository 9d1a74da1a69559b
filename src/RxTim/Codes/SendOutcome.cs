namespace RxTim;

/// <summary>What became of the message to one identifier.</summary>
public enum SendOutcome
{
    /// <summary>The backend took it: code 0.</summary>
    Sent,

    /// <summary>The backend refused it, or it never left: not sent.</summary>
    Failed,

    /// <summary>Handed over, never answered: it may have been sent or not. Sending again may message the user twice.</summary>
    Unknown,
}
