using System.Runtime.CompilerServices;
using RxTim.Rest;

// They stood in this assembly before; what was built against it finds them where they are now.
[assembly: TypeForwardedTo(typeof(UserSig))]
[assembly: TypeForwardedTo(typeof(UserSigContent))]
[assembly: TypeForwardedTo(typeof(UserSigVerification))]
