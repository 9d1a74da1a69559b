namespace RxTim.Emulator;

/// <summary>One call, as the archive keeps it and the live feed tells of it.</summary>
/// <param name="Id">Its number: later is higher.</param>
/// <param name="Send">The number of its send; null if it is not kept yet, or belongs to none.</param>
/// <param name="Time">When, in milliseconds since 1970 UTC.</param>
/// <param name="Via">How it came.</param>
/// <param name="Api">What was called.</param>
/// <param name="Sender">Who sent; null if that was not understood.</param>
/// <param name="Receivers">The first of its identifiers.</param>
/// <param name="Identifiers">How many it had.</param>
/// <param name="Failed">How many of them failed.</param>
/// <param name="Code">The first code that is not 0; 0 if all were sent to.</param>
/// <param name="Info">What the call was answered beside the code.</param>
/// <param name="Text">The message in a few words; null if there is none.</param>
internal sealed record ArchivedCall(
    long Id,
    long? Send,
    long Time,
    string Via,
    string Api,
    string? Sender,
    string[] Receivers,
    int Identifiers,
    int Failed,
    int Code,
    string Info,
    string? Text);
