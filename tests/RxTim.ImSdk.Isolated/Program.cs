using RxTim.ImSdk.Isolated;

// Arguments: the native library, a new directory for its files, and the file to write what was seen to (name, tab, value).
if (args is not [var library, var directory, var report])
{
    Console.Error.WriteLine("usage: LIBRARY DIRECTORY REPORT");
    return 2;
}
if (NoNetwork.WhyNot() is { } reason)
{
    Console.Error.WriteLine($"TIMInit is not called: {reason}. Run this under unshare -n.");
    return 3;
}
using var facts = new StreamWriter(report) { AutoFlush = true };
await new Observations(library, directory, (name, value) => facts.WriteLine($"{name}\t{value}")).RunAsync();
return 0;
