using System.Globalization;
using System.Security.Cryptography;

namespace RxTim.Rest;

/// <summary>A request's address. It has the UserSig in it, so it goes to the HttpClient and nowhere else.</summary>
internal static class RestAddress
{
    public const string BatchSend = "v4/openim/batchsendmsg";
    public const string History = "v4/openim/admin_getroammsg";
    public const string Withdraw = "v4/openim/admin_msgwithdraw";
    public const string AccountCheck = "v4/im_open_login_svc/account_check";

    public static Uri Of(RestTransportOptions options, string path, string userSig)
    {
        var domain = options.Domain.AbsoluteUri;
        var slash = domain.EndsWith('/') ? "" : "/";
        var admin = Uri.EscapeDataString(options.Admin);
        var random = BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint)));
        return new Uri(string.Create(
            CultureInfo.InvariantCulture,
            $"{domain}{slash}{path}?sdkappid={options.SdkAppId}&identifier={admin}&usersig={Uri.EscapeDataString(userSig)}&random={random}&contenttype=json"));
    }
}
