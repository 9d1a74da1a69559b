using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RxTim;

var builder = Host.CreateApplicationBuilder();
builder.Services.AddRxTim(builder.Configuration);
if (builder.Environment.IsDevelopment())
    builder.Services.AddRxTimEmulator();
using var host = builder.Build();
await host.StartAsync();
var client = host.Services.GetRequiredService<TimClient>();
await foreach (var result in client.MsgBatchSendAsync(MsgBatchSendParam.Create(Message.Text("hello"), args)))
    Console.WriteLine(result);
await host.StopAsync();
