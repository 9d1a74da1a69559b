using RxTim.Emulator;

// A server in a process of its own, so that a test can kill it, or measure it: EmulatorProcess [DB [PORT]]. It ends with its standard
// input.
await using var server = await EmulatorServer.StartAsync(new EmulatorServerOptions
{
    Db = args.ElementAtOrDefault(0) is { Length: > 0 } file ? file : null,
    Port = int.Parse(args.ElementAtOrDefault(1) ?? "0"),
    SdkAppId = 1400000001,
    SecretKey = "a secret key for tests",
});
Console.WriteLine(server.Address);
await Console.Error.WriteLineAsync(server.Curl);
await Console.In.ReadToEndAsync();
