using Microsoft.Extensions.Options;
using RxTim.Rest;

namespace RxTim.Hosting;

/// <summary>Says all that is wrong with a client's options, each with its key and what is allowed; never what a key holds.</summary>
internal sealed class OptionsRules(string name) : IValidateOptions<RxTimOptions>
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    public ValidateOptionsResult Validate(string? name, RxTimOptions options)
    {
        if (name != ForName)
            return ValidateOptionsResult.Skip;
        var rules = new Rules(options);
        if (!options.HasOtherTransport)
            rules.CheckRest(options.Rest);
        rules.CheckSending(options.Pace, options.Retry, options.Client);
        return rules.Found.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(rules.Found);
    }

    private string ForName { get; } = name;

    private sealed class Rules(RxTimOptions options)
    {
        public List<string> Found { get; } = [.. options.Problems];

        public void CheckRest(RestSettings rest)
        {
            CheckPlace(rest);
            CheckCaller(rest);
            Require(rest.From is not "", "Rest:From", "is empty: leave it out, or name the user whom messages are from");
            Require(IsLifeTime(rest.LifeTime), "Rest:LifeTime", "must be whole seconds from 00:00:00 to 7.00:00:00");
            Require(IsPositive(rest.ConnectTimeout), "Rest:ConnectTimeout", "must be over 00:00:00 and under 49 days");
            Require(IsPositive(rest.PooledConnectionLifetime), "Rest:PooledConnectionLifetime", "must be over 00:00:00 and under 49 days");
        }

        public void CheckSending(PaceSettings pace, RetrySettings retry, ClientSettings client)
        {
            Require(
                pace.CallsPerSecond is not < 1,
                "Pace:CallsPerSecond", $"must be at least 1; the REST API takes {Pace.TencentCallsPerSecond}");
            Require(
                pace.RecipientsPerMinute is not < 1,
                "Pace:RecipientsPerMinute",
                $"must be at least 1; the REST API takes {Pace.TencentRecipientsPerMinute}, unless more are bought");
            Require(retry.MaxAttempts is not < 1, "Retry:MaxAttempts", "must be at least 1, for the first attempt is counted");
            Require(IsPositive(retry.FirstDelay), "Retry:FirstDelay", "must be over 00:00:00 and under 49 days");
            var first = retry.FirstDelay ?? new RetryOptions().FirstDelay;
            Require(
                retry.MaxDelay is null || (retry.MaxDelay >= first && retry.MaxDelay <= Longest),
                "Retry:MaxDelay", "must be at least Retry:FirstDelay and under 49 days");
            Require(
                retry.FirstDelay is null || retry.MaxDelay is not null || retry.FirstDelay <= new RetryOptions().MaxDelay,
                "Retry:FirstDelay", "must be no more than Retry:MaxDelay, which is 00:00:30 unless it is given");
            Require(client.IdentifiersPerCall is not < 1, "Client:IdentifiersPerCall", "must be at least 1");
            Require(client.MaxConcurrentCalls is not < 1, "Client:MaxConcurrentCalls", "must be at least 1");
            Require(IsPositive(client.ResultTimeout), "Client:ResultTimeout", "must be over 00:00:00 and under 49 days");
        }

        private void CheckPlace(RestSettings rest)
        {
            Require(
                rest.Region is not null || rest.Domain is not null || WasUnreadable("Rest:Region", "Rest:Domain"),
                "Rest:Region", $"is missing: one of {string.Join(", ", Enum.GetNames<TimRegion>())}; or Rest:Domain, an address");
            Require(rest.Region is null || rest.Domain is null, "Rest:Domain", "must not stand beside Rest:Region: give one of them");
            if (rest.Domain is not { } domain)
                return;
            Require(
                domain.Scheme == Uri.UriSchemeHttps || (domain.Scheme == Uri.UriSchemeHttp && domain.IsLoopback),
                "Rest:Domain", "must be an https address, or an http one on this machine, for the UserSig is in each request's address");
            Require(
                domain.Query.Length == 0 && domain.Fragment.Length == 0 && domain.UserInfo.Length == 0,
                "Rest:Domain", "must be an address without user, query or fragment");
        }

        private void CheckCaller(RestSettings rest)
        {
            Require(
                rest.SdkAppId is > 0 || (rest.SdkAppId is null && WasUnreadable("Rest:SdkAppId")),
                "Rest:SdkAppId", rest.SdkAppId is null ? "is missing: the app's number" : "must be a number from 1 to 4294967295");
            Require(!string.IsNullOrEmpty(rest.Admin), "Rest:Admin", "is missing: the identifier of the app's administrator");
            Require(rest.Admin?.Contains('\n') != true, "Rest:Admin", "must be an identifier, which has no line break");
            var (hasKey, hasSig) = (!string.IsNullOrEmpty(rest.SecretKey), !string.IsNullOrEmpty(rest.UserSig));
            Require(hasKey || hasSig, "Rest:SecretKey", "is missing: the app's secret key; or Rest:UserSig, one that was made elsewhere");
            Require(!hasKey || !hasSig, "Rest:UserSig", "must not stand beside Rest:SecretKey: give one of them");
            Require(
                rest.UserSigLifetime is null || rest.UserSigLifetime >= TimeSpan.FromSeconds(10),
                "Rest:UserSigLifetime", "must be at least 00:00:10");
            Require(
                rest.UserSigLifetime is null || !hasSig,
                "Rest:UserSigLifetime", "must not stand beside Rest:UserSig, which has its own");
            if (hasSig)
                CheckUserSig(rest, UserSig.Parse(rest.UserSig));
        }

        private void CheckUserSig(RestSettings rest, UserSigContent? content)
        {
            Require(content is not null, "Rest:UserSig", "must be a UserSig of the app's administrator, and cannot be read as one");
            Require(
                content is null || content.SdkAppId == rest.SdkAppId || rest.SdkAppId is null,
                "Rest:UserSig", "must be one for Rest:SdkAppId, and is for another app");
            Require(
                content is null || content.Identifier == rest.Admin || string.IsNullOrEmpty(rest.Admin),
                "Rest:UserSig", "must be one for Rest:Admin, and is for another user");
        }

        private void Require(bool isMet, string key, string rule)
        {
            if (!isMet)
                Found.Add($"{options.Path}:{key} {rule}.");
        }

        // What could not be read is said already.
        private bool WasUnreadable(params string[] keys) =>
            keys.Any(key => options.Problems.Any(problem => problem.StartsWith($"{options.Path}:{key} ", StringComparison.Ordinal)));

        private static bool IsPositive(TimeSpan? span) => span is null || (span > TimeSpan.Zero && span <= Longest);

        private static bool IsLifeTime(TimeSpan? life) => life is null
            || (life >= TimeSpan.Zero && life <= RestTransportOptions.MaxLifeTime && life.Value.Ticks % TimeSpan.TicksPerSecond == 0);
    }
}
