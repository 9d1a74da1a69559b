namespace RxTim.Emulator;

/// <summary>What the backend made of a call.</summary>
/// <param name="Template">The message.</param>
/// <param name="Deliveries">What became of it at each identifier, in the order asked; none if it is refused whole.</param>
/// <param name="Refusal">The code that refuses it whole; 0 if it was taken.</param>
/// <param name="Random">Where the call's random numbers go on.</param>
/// <param name="Behaviour">The faults and latency that the call met.</param>
/// <param name="Kept">Complete when what was stored is kept, in the archive too: nothing is answered before that.</param>
internal readonly record struct Received(
    MessageTemplate Template, Delivery[] Deliveries, int Refusal, SeededRandom Random, Behaviour Behaviour, Task Kept);
