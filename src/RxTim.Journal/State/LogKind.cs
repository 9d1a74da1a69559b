namespace RxTim.Journal;

/// <summary>What a row of the log says of its identifiers. The numbers stand in files.</summary>
internal enum LogKind
{
    /// <summary>They are about to be handed over.</summary>
    HandedOver = 1,

    /// <summary>They were not sent to, and will be handed over again.</summary>
    TurnedAway = 2,

    /// <summary>They have their result: sent where the code is 0, else failed.</summary>
    Answered = 3,

    /// <summary>The backend did not say whether they were sent to.</summary>
    Unknown = 4,

    /// <summary>They were in doubt, and the backend's history does not have the message.</summary>
    Absent = 5,

    /// <summary>No answer will come any longer to those of them who were handed over and not answered.</summary>
    FlightEnded = 6,

    /// <summary>The send was given up: nobody is handed over any longer. It is about all who were asked.</summary>
    Abandoned = 7,

    /// <summary>The message was taken back from them.</summary>
    Withdrawn = 8,

    /// <summary>They are in doubt, and there was nothing to take back: the backend's history does not have the message. Unlike
    /// <see cref="Absent"/>, it does not say that they are to be sent to.</summary>
    NothingToWithdraw = 9,
}
