using System.Net;

namespace RxTim.Node;

/// <summary>The HTTP server of a node.</summary>
internal static class ApiServer
{
    /// <summary>The server, not started yet.</summary>
    public static WebApplication Build(
        ListenSettings listen, ClusterDoor door, Func<Message, string?> faultOf, TimeProvider time, Action<ILoggingBuilder> log)
    {
        // Empty: no settings from files or the environment.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        log(builder.Logging);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        // What is running by then was told that the node stops.
        builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = TimeSpan.FromSeconds(3));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // A body is read as the cluster takes it, for as long as it takes; and so is an answer.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            if (listen.Addresses.Count == 0)
                kestrel.ListenAnyIP(listen.Port);
            foreach (var address in listen.Addresses)
                kestrel.Listen(new IPEndPoint(address, listen.Port));
        });
        var app = builder.Build();
        var errors = new ApiErrors(door, app.Services.GetRequiredService<ILogger<ApiErrors>>());
        app.Use(next => context => errors.InvokeAsync(context, next));
        var gate = new ApiGate(listen);
        app.Use(next => context => gate.InvokeAsync(context, next));
        app.UseRouting();
        new HealthEndpoints(door).Map(app);
        new SendEndpoints(door, faultOf, time).Map(app);
        return app;
    }
}
