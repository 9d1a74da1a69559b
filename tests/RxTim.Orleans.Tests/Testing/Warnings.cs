using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace RxTim.Orleans.Tests;

/// <summary>A log that keeps the text of its warnings.</summary>
internal sealed class Warnings : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<string> texts = [];

    public IReadOnlyCollection<string> Texts => texts;

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            texts.Enqueue(formatter(state, exception));
    }

    public void Dispose()
    {
    }
}
