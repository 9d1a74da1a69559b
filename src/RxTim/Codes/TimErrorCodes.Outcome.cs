namespace RxTim;

public static partial class TimErrorCodes
{
    /// <summary>What an identifier's code says of its message: sent for 0, unknown where the request left and no answer came
    /// (<see cref="IsUnknownOutcome"/>), else failed.</summary>
    internal static SendOutcome OutcomeOf(int code) =>
        code == 0 ? SendOutcome.Sent : IsUnknownOutcome(code) ? SendOutcome.Unknown : SendOutcome.Failed;
}
