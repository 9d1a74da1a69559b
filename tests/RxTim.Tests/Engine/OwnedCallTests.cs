namespace RxTim.Tests;

/// <summary>A call made by hand that several threads report on.</summary>
public sealed class OwnedCallTests
{
    [Fact]
    public void S4_The_owner_is_told_one_thing_at_a_time_and_of_no_result_after_the_stop()
    {
        const int threads = 4;
        for (var round = 0; round < 500; round++)
        {
            var owner = new Owner();
            var call = new MsgBatchCall(Ask.Hi, Ask.Names(20), owner);
            Together.Run(threads, thread =>
            {
                for (var i = thread; i < 20; i += threads)
                {
                    if (i == 17)
                        call.Refuse(TimErrorCodes.UserSigExpired, "expired");
                    else
                        call.Answer($"u{i}", 0);
                }
            });
            Assert.Empty(owner.Faults);
            Assert.Equal(owner.Results.Count, owner.Results.Distinct().Count());
            Assert.True(owner.IsStopped);
            Assert.True(call.IsOver);
        }
    }

    [Fact]
    public void What_an_owner_reports_while_it_is_told_is_told_after_that()
    {
        var owner = new Owner { OnResult = static call => call.Answer("u1", 0) };
        var call = new MsgBatchCall(Ask.Hi, Ask.Names(2), owner);
        call.Answer("u0", 0);
        Assert.Equal(["u0", "u1"], owner.Results);
        Assert.Empty(owner.Faults);
    }

    private sealed class Owner : IMsgBatchCallOwner
    {
        private int inside;

        public Action<MsgBatchCall>? OnResult { get; init; }

        public List<string> Results { get; } = [];

        public List<string> Faults { get; } = [];

        public bool IsStopped { get; private set; }

        public void OnResults(MsgBatchCall call, IReadOnlyList<MsgBatchSendResult> results) => Tell(() =>
        {
            if (IsStopped)
                Faults.Add($"{results[0].Identifier} came after the stop.");
            Results.AddRange(results.Select(static result => result.Identifier));
            OnResult?.Invoke(call);
        });

        public void OnStopped(MsgBatchCall call, int code, string desc, bool isRefused) => Tell(() => IsStopped = true);

        private void Tell(Action tell)
        {
            if (Interlocked.Exchange(ref inside, 1) != 0)
                Faults.Add("Two at once.");
            tell();
            Volatile.Write(ref inside, 0);
        }
    }
}
