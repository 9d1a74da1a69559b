namespace RxTim.Emulator;

/// <summary>One call, as the live feed tells of it.</summary>
/// <param name="Number">Its number: later is higher.</param>
/// <param name="Time">When, in milliseconds since 1970 UTC.</param>
/// <param name="Via">How it came.</param>
/// <param name="Api">What was called.</param>
/// <param name="Message">What was sent; null if the call sent nothing.</param>
/// <param name="Receivers">The first of its identifiers.</param>
/// <param name="Identifiers">How many it had.</param>
/// <param name="Failed">How many of them failed.</param>
/// <param name="Code">The first code that is not 0; 0 if all were sent to.</param>
/// <param name="Info">What the call was answered beside the code.</param>
internal sealed record CallRow(
    long Number,
    long Time,
    string Via,
    string Api,
    EmulatorMessage? Message,
    string[] Receivers,
    int Identifiers,
    int Failed,
    int Code,
    string Info);
