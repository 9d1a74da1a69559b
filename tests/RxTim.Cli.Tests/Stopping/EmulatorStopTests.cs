namespace RxTim.Cli.Tests;

/// <summary>An emulator that is stopped while it starts.</summary>
public sealed class EmulatorStopTests
{
    [Fact]
    public async Task A_signal_just_after_its_first_line_stops_it_as_later()
    {
        using var interruption = new CancellationTokenSource();
        var output = new InterruptingStream(interruption);

        var result = await new Cli { Output = output, Interruption = interruption.Token }.RunAsync("emulator");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("Ctrl+C stops.", result.Output);
    }

    [Fact]
    public async Task A_signal_before_its_first_line_stops_it_as_later()
    {
        using var interruption = new CancellationTokenSource();
        interruption.Cancel();

        var result = await new Cli { Interruption = interruption.Token }.RunAsync("emulator");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }

    [Fact]
    public async Task One_that_cannot_say_where_it_is_does_not_run() =>
        Assert.Equal(3, (await new Cli { Output = new FullStream() }.RunAsync("emulator")).ExitCode);

    private sealed class InterruptingStream(CancellationTokenSource interruption) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            base.Write(buffer);
            interruption.Cancel();
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            Write(buffer.AsSpan(offset, count));
            return Task.CompletedTask;
        }
    }

    private sealed class FullStream : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("No space left on device");
    }
}
