using System.Reflection;

namespace RxTim.Tests;

public sealed class TimErrorCodesTests
{
    private static readonly int[] Transient =
    [
        -20009, -10114, -10113, -302, 6107, 6121, 6130, 6200, 6212, 6250, 6254, 6300, 7008, 9506, 9507, 9508, 9510, 9511, 9512, 9513, 9514, 9517,
        9518, 9519, 9521, 9523, 9525, 10002, 10006, 10023, 20004, 20005, 30006, 30007, 40006, 50004, 50005, 60006, 60007, 60008, 60011, 60014,
        60018, 60019, 70169, 70500, 80003, 90992, 90994, 90995, 91000, 114005,
    ];

    private static readonly int[] Throttled = [7008, 9506, 9507, 10006, 60006, 60007];

    private static readonly int[] Fatal =
    [
        -10112, -10111, -10110, -10108, -10106, -10103, -10101, -10009, -10008, -10006, -10005, -10004, -10003, -10001, -2, -1, 6013, 6014,
        6018, 6023, 6024, 6025, 6026, 6123, 6206, 6207, 6208, 6213, 6215, 6216, 6217, 6218, 6219, 6220, 6226, 6255, 6257, 6258, 7013, 7503, 7504, 9503, 10026,
        60004, 60005, 60010, 60012, 60016, 60017, 60020, 70001, 70002, 70003, 70005, 70009, 70013, 70014, 70016, 70020, 70050, 70051,
        70052, 70101, 70403, 70404, 80005, 90009,
    ];

    private static readonly int[] UnknownOutcome =
        [6001, 6012, 6122, 6125, 6126, 6127, 6128, 6201, 6251, 7009, 8002, 9502, 9505, 9520, 9524, 60013];

    private static IEnumerable<int> AllCodes => Enumerable.Range(-25_000, 160_000);

    [Fact]
    public void These_codes_and_no_others_are_worth_another_try() => Assert.Equal(Transient, AllCodes.Where(TimErrorCodes.IsTransient));

    [Fact]
    public void These_codes_and_no_others_slow_a_send_down() => Assert.Equal(Throttled, AllCodes.Where(TimErrorCodes.IsThrottled));

    [Fact]
    public void These_codes_and_no_others_stop_a_send() => Assert.Equal(Fatal, AllCodes.Where(TimErrorCodes.IsFatal));

    [Fact]
    public void These_codes_and_no_others_leave_the_outcome_unknown() =>
        Assert.Equal(UnknownOutcome, AllCodes.Where(TimErrorCodes.IsUnknownOutcome));

    [Fact]
    public void Success_is_none_of_these()
    {
        Assert.False(TimErrorCodes.IsTransient(0));
        Assert.False(TimErrorCodes.IsFatal(0));
        Assert.False(TimErrorCodes.IsUnknownOutcome(0));
    }

    [Fact]
    public void Every_constant_and_every_TIMResult_has_a_meaning()
    {
        var constants = typeof(TimErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (int)f.GetRawConstantValue()!);
        Assert.All(constants.Concat([-1, -2, -3, -4, -5, -6]), code => Assert.EndsWith(".", TimErrorCodes.Describe(code), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(TimErrorCodes.NotInitialized, 6013)]
    [InlineData(TimErrorCodes.NotLoggedIn, 6014)]
    [InlineData(TimErrorCodes.RequestTimeout, 6012)]
    [InlineData(TimErrorCodes.AccountNotFound, 70107)]
    [InlineData(TimErrorCodes.ToAccountCountLimit, 90011)]
    public void A_constant_has_Tencents_number(int constant, int code) => Assert.Equal(code, constant);

    [Theory]
    [InlineData(123_456)]
    [InlineData(int.MinValue)]
    public void A_code_of_the_apps_own_has_no_meaning_here(int code) => Assert.Null(TimErrorCodes.Describe(code));
}
