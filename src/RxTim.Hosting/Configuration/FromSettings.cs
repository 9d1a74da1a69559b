using RxTim.Rest;

namespace RxTim.Hosting;

/// <summary>From settings that were checked to what RxTim takes.</summary>
internal static class FromSettings
{
    public static RestTransportOptions Transport(RestSettings rest, TimeProvider time)
    {
        var options = new RestTransportOptions
        {
            SdkAppId = rest.SdkAppId!.Value,
            Admin = rest.Admin!,
            UserSig = string.IsNullOrEmpty(rest.SecretKey)
                ? UserSigSource.Fixed(rest.UserSig!)
                : UserSigSource.FromSecretKey(rest.SecretKey, rest.UserSigLifetime),
            Domain = rest.Domain ?? RestDomains.Of(rest.Region!.Value),
            From = rest.From,
            LifeTime = rest.LifeTime,
            OnlineOnly = rest.OnlineOnly,
            TimeProvider = time,
        };
        return rest.ConnectTimeout is { } timeout ? options with { ConnectTimeout = timeout } : options;
    }

    public static RetryOptions Retry(RetrySettings retry)
    {
        var options = new RetryOptions { RetryUnknown = retry.RetryUnknown };
        return options with
        {
            MaxAttempts = retry.MaxAttempts ?? options.MaxAttempts,
            FirstDelay = retry.FirstDelay ?? options.FirstDelay,
            MaxDelay = retry.MaxDelay ?? options.MaxDelay,
        };
    }
}
