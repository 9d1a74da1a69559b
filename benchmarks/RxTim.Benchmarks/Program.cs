using RxTim.Benchmarks;

return args switch
{
    ["--quick"] => await Commands.MeasureAsync(Effort.Quick, json: null),
    ["--quick", "--json", var file] => await Commands.MeasureAsync(Effort.Quick, file),
    ["--smoke", "--json", var file] => await Commands.MeasureAsync(Effort.Smoke, file),
    ["--report"] => await Commands.ReportAsync(Effort.Quick, json: null),
    ["--report", "--json", var file] => await Commands.ReportAsync(Effort.Quick, file),
    ["--report", "--full"] => await Commands.ReportAsync(Effort.Full, json: null),
    ["--report", "--full", "--json", var file] => await Commands.ReportAsync(Effort.Full, file),
    ["--spread", .. var files] => Commands.Spread(files),
    ["--filter" or "--list", ..] => Commands.Switch(args),
    ["imsdk", .. var rest] => await ImSdkComparison.RunAsync(rest),
    ["journal", .. var rest] => await JournalCost.RunAsync(rest),
    ["cluster", .. var rest] => await ClusterCost.RunAsync(rest),
    ["telemetry", .. var rest] => await TelemetryCost.RunAsync(rest),

    // What this program starts as processes of its own.
    [ImSdkComparison.ChildCommand, .. var rest] => await ImSdkVariants.RunAsync(rest),
    [ClusterCost.ChildCommand, .. var rest] => await ClusterCost.RunChildAsync(rest),
    [EmulatorProcess.ChildCommand] => await EmulatorProcess.RunChildAsync(),
    [JournalCost.ChildCommand, .. var rest] => await JournalCost.RunChildAsync(rest),
    [PeakMemory.ChildCommand, .. var rest] => await PeakMemory.RunChildAsync(rest),
    _ => Commands.Usage(),
};
