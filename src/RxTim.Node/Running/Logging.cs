using System.Globalization;
using Microsoft.Extensions.Logging.Console;

namespace RxTim.Node;

/// <summary>What is logged, and how: a line an event on standard output.</summary>
internal static class Logging
{
    public static void Configure(ILoggingBuilder log)
    {
        log.AddSimpleConsole(static console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });
        log.SetMinimumLevel(LogLevel.Information);
        // Of these, what people have to know.
        log.AddFilter("Orleans", LogLevel.Warning);
        // What this program has chosen, or says itself.
        log.AddFilter("Orleans.Runtime.Silo", LogLevel.Error);
        log.AddFilter("Orleans.Hosting.ReminderOptionsValidator", LogLevel.Error);
        log.AddFilter("RxTim.Orleans.SiloStart", LogLevel.Error);
        log.AddFilter("Polly", LogLevel.Warning);
        log.AddFilter("Microsoft", LogLevel.Warning);
        log.AddFilter("System", LogLevel.Warning);
    }

    /// <summary>A duration in seconds, as logs have it.</summary>
    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
}
