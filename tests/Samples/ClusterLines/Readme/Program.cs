using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RxTim;
using RxTim.Emulator;
using RxTim.Orleans;

await using var emulator = new TimEmulator();
var builder = Host.CreateApplicationBuilder(args);
builder.UseOrleans(silo => silo.UseLocalhostClustering().AddMemoryGrainStorageAsDefault().UseInMemoryReminderService()
    .AddRxTim(options => options.Transport = _ => emulator.Transport));
using var host = builder.Build();
await host.StartAsync();

var sends = host.Services.GetRequiredService<IClusterSends>();
await sends.StartAsync("spring", Message.Text("hello"), new[] { "alice", "bob" }.ToAsyncEnumerable());
await foreach (var (result, cursor) in sends.ResultsAsync("spring"))
    Console.WriteLine($"{result} ({cursor})");
await host.StopAsync();
