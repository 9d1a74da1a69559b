using RxTim;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddRxTim(builder.Configuration);
if (builder.Environment.IsDevelopment())
    builder.Services.AddRxTimEmulator();
var app = builder.Build();
app.MapPost("/hello", (string[] users, TimClient client) => TypedResults.ServerSentEvents(
    client.MsgBatchSendAsync(MsgBatchSendParam.Create(Message.Text("hello"), users))));
app.Run();
