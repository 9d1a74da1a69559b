using RxTim.Benchmarks;

return args switch
{
    ["imsdk", .. var rest] => await ImSdkComparison.RunAsync(rest),
    [ImSdkComparison.ChildCommand, .. var rest] => await ImSdkVariants.RunAsync(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        usage: dotnet run -c Release --project benchmarks/RxTim.Benchmarks -- imsdk [--full]
            One send through Tencent's native library to 20,000 identifiers, with --full to 100,000: as one plain call, and with RxTim.
            Needs Linux and RXTIM_IMSDK, the path of libImSDK.so. It is not initialised and opens no connection.
        """);
    return 2;
}
