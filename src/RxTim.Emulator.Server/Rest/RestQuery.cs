using Microsoft.AspNetCore.Http;
using RxTim.Rest;

namespace RxTim.Emulator;

/// <summary>Checks what stands behind the question mark of a call: who calls, for which app, and with what proof.</summary>
internal sealed class RestQuery(uint sdkAppId, string secretKey, bool isStrict, TimeProvider time)
{
    /// <summary>Who calls.</summary>
    /// <exception cref="RestRefusal">It is not valid.</exception>
    public string Check(IQueryCollection query)
    {
        var appText = query["sdkappid"].ToString();
        if (appText.Length == 0)
            throw new RestRefusal(TimErrorCodes.SdkAppIdMissing, "sdkappid is missing");
        if (!uint.TryParse(appText, out var app))
            throw new RestRefusal(TimErrorCodes.InvalidSdkAppId, "sdkappid is not a number of 32 bits");
        if (app != sdkAppId)
            throw new RestRefusal(TimErrorCodes.SdkAppIdNotFound, "there is no such sdkappid here");

        var identifier = query["identifier"].ToString();
        if (identifier.Length == 0)
            throw new RestRefusal(TimErrorCodes.InvalidAccount, "identifier is missing");
        var verification = UserSig.Verify(query["usersig"].ToString(), sdkAppId, secretKey, identifier, time.GetUtcNow());
        if (verification.Code != 0)
            throw new RestRefusal(verification.Code, verification.Reason);

        // Several clients leave it out, Tencent's own among them.
        var random = query["random"].ToString();
        if (random.Length == 0 ? isStrict : !uint.TryParse(random, out _))
            throw new RestRefusal(TimErrorCodes.InvalidHttpUrl, "random is missing, or not a number of 32 bits");
        if (query["contenttype"].ToString() != "json")
            throw new RestRefusal(TimErrorCodes.InvalidHttpUrl, "contenttype is not json");
        return identifier;
    }
}
