using CampaignService;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using RxTim;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddRxTim(builder.Configuration);
builder.Services.AddRxTimJournals(
    builder.Configuration["Campaigns:Folder"] ?? "campaigns",
    options => options.GracePeriod = builder.Configuration.GetValue("Campaigns:GracePeriod", options.GracePeriod));
// Without an account nobody is sent to, and there is something to look at all the same.
if (builder.Environment.IsDevelopment() && !builder.Configuration.GetSection("RxTim:Rest").Exists())
    builder.Services.AddRxTimEmulator();

builder.Services.AddHealthChecks().AddRxTim();
builder.Services.ConfigureHttpJsonOptions(
    static options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, CampaignJson.Default));
builder.Services.AddOpenTelemetry()
    .WithTracing(static tracing => tracing.AddSource(TimTelemetry.Name).AddConsoleExporter())
    .WithMetrics(static metrics => metrics.AddMeter(TimTelemetry.Name).AddConsoleExporter());
builder.Logging.AddOpenTelemetry(static logging => logging.AddConsoleExporter());

var app = builder.Build();
app.MapHealthChecks("/health");
app.MapCampaigns();
app.MapPage();
await app.RunAsync();
