namespace RxTim.Emulator;

/// <summary>What the backend made of a call.</summary>
/// <param name="Deliveries">What became of it at each identifier, in the order asked; none if it is refused whole.</param>
/// <param name="Refusal">The code that refuses it whole; 0 if it was taken.</param>
/// <param name="Random">Where the call's random numbers go on.</param>
internal readonly record struct Received(Delivery[] Deliveries, int Refusal, SeededRandom Random);
