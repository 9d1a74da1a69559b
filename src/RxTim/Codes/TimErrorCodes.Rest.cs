namespace RxTim;

// What the backend says to a REST call; the SDK passes some of them on.
// Source: the SDK's header TIMErrorCode.h and the REST API's documentation.
public static partial class TimErrorCodes
{
    /// <summary>The HTTP request cannot be read; see its address. <c>ERR_SVR_COMM_INVALID_HTTP_URL</c>.</summary>
    public const int InvalidHttpUrl = 60002;
    /// <summary>The request's JSON cannot be read. <c>ERR_SVR_COMM_REQ_JSON_PARSE_FAILED</c>.</summary>
    public const int HttpJsonInvalid = 60003;
    /// <summary>The identifier or the UserSig is wrong. <c>ERR_SVR_COMM_INVALID_ACCOUNT</c>.</summary>
    public const int InvalidAccount = 60004;
    /// <summary>The identifier or the UserSig is wrong. <c>ERR_SVR_COMM_INVALID_ACCOUNT_EX</c>.</summary>
    public const int InvalidAccountOrSig = 60005;
    /// <summary>The SDKAppID is not valid, or too many calls: see <see cref="IsThrottled"/>.
    /// <c>ERR_SVR_COMM_INVALID_SDKAPPID</c>.</summary>
    public const int InvalidSdkAppId = 60006;
    /// <summary>The REST API is called too often. <c>ERR_SVR_COMM_REST_FREQ_LIMIT</c>.</summary>
    public const int RestFrequencyLimit = 60007;
    /// <summary>The backend took too long, or the HTTP request is malformed. <c>ERR_SVR_COMM_REQUEST_TIMEOUT</c>.</summary>
    public const int RestTimeout = 60008;
    /// <summary>The address names nothing. <c>ERR_SVR_COMM_INVALID_RES</c>.</summary>
    public const int InvalidResource = 60009;
    /// <summary>The caller is not an administrator. <c>ERR_SVR_COMM_ID_NOT_ADMIN</c>.</summary>
    public const int CallerNotAdmin = 60010;
    /// <summary>The app sends too many requests. <c>ERR_SVR_COMM_SDKAPPID_FREQ_LIMIT</c>.</summary>
    public const int AppFrequencyLimit = 60011;
    /// <summary>The address has no SDKAppID. <c>ERR_SVR_COMM_SDKAPPID_MISS</c>.</summary>
    public const int SdkAppIdMissing = 60012;
    /// <summary>The response's JSON cannot be read. <c>ERR_SVR_COMM_RSP_JSON_PARSE_FAILED</c>.</summary>
    public const int ResponseJsonInvalid = 60013;
    /// <summary>The account was not looked up in time. <c>ERR_SVR_COMM_EXCHANGE_ACCOUNT_TIMEUT</c>.</summary>
    public const int AccountExchangeTimeout = 60014;
    /// <summary>The identifier is not a string. <c>ERR_SVR_COMM_INVALID_ID_FORMAT</c>.</summary>
    public const int InvalidIdentifierFormat = 60015;
    /// <summary>The app is blocked. <c>ERR_SVR_COMM_SDKAPPID_FORBIDDEN</c>.</summary>
    public const int AppForbidden = 60016;
    /// <summary>The request is blocked. <c>ERR_SVR_COMM_REQ_FORBIDDEN</c>.</summary>
    public const int RequestForbidden = 60017;
    /// <summary>Too many requests. <c>ERR_SVR_COMM_REQ_FREQ_LIMIT</c>.</summary>
    public const int RequestFrequencyLimit = 60018;
    /// <summary>Too many requests. <c>ERR_SVR_COMM_REQ_FREQ_LIMIT_EX</c>.</summary>
    public const int RequestFrequencyLimit2 = 60019;
    /// <summary>The app's plan is not bought, has ended, or has not begun. <c>ERR_SVR_COMM_INVALID_SERVICE</c>.</summary>
    public const int PlanInvalid = 60020;
    /// <summary>The UserSig has expired. <c>ERR_SVR_ACCOUNT_USERSIG_EXPIRED</c>.</summary>
    public const int UserSigExpired = 70001;
    /// <summary>The UserSig is empty. <c>ERR_SVR_ACCOUNT_USERSIG_EMPTY</c>.</summary>
    public const int UserSigEmpty = 70002;
    /// <summary>The UserSig is wrong, perhaps cut short. <c>ERR_SVR_ACCOUNT_USERSIG_CHECK_FAILED</c>.</summary>
    public const int UserSigInvalid = 70003;
    /// <summary>The UserSig is wrong. <c>ERR_SVR_ACCOUNT_USERSIG_CHECK_FAILED_EX</c>.</summary>
    public const int UserSigCheckFailed = 70005;
    /// <summary>The UserSig was made with another app's key. <c>ERR_SVR_ACCOUNT_USERSIG_MISMATCH_PUBLICKEY</c>.</summary>
    public const int UserSigKeyMismatch = 70009;
    /// <summary>The UserSig was made for another identifier. <c>ERR_SVR_ACCOUNT_USERSIG_MISMATCH_ID</c>.</summary>
    public const int UserSigIdentifierMismatch = 70013;
    /// <summary>The UserSig was made for another SDKAppID. <c>ERR_SVR_ACCOUNT_USERSIG_MISMATCH_SDKAPPID</c>.</summary>
    public const int UserSigAppMismatch = 70014;
    /// <summary>There is no key to check the UserSig with. <c>ERR_SVR_ACCOUNT_USERSIG_PUBLICKEY_NOT_FOUND</c>.</summary>
    public const int UserSigKeyNotFound = 70016;
    /// <summary>There is no such SDKAppID. <c>ERR_SVR_ACCOUNT_SDKAPPID_NOT_FOUND</c>.</summary>
    public const int SdkAppIdNotFound = 70020;
    /// <summary>The UserSig was wrong too often; wait a minute. <c>ERR_SVR_ACCOUNT_FREQ_LIMIT</c>.</summary>
    public const int UserSigRetryLimit = 70050;
    /// <summary>The account is blocked. <c>ERR_SVR_ACCOUNT_BLACKLIST</c>.</summary>
    public const int AccountBlacklisted = 70051;
    /// <summary>The UserSig is no longer valid. <c>ERR_SVR_ACCOUNT_INVALID_USERSIG</c>.</summary>
    public const int UserSigRevoked = 70052;
    /// <summary>There is no such account. <c>ERR_SVR_ACCOUNT_NOT_FOUND</c>.</summary>
    public const int AccountNotFound = 70107;
    /// <summary>The account is restricted for security. <c>ERR_SVR_ACCOUNT_SEC_RSTR</c>.</summary>
    public const int AccountRestricted = 70114;
    /// <summary>The backend was too slow; try again. <c>ERR_SVR_ACCOUNT_INTERNAL_TIMEOUT</c>.</summary>
    public const int AccountInternalTimeout = 70169;
    /// <summary>The number of accounts in the request is not allowed. <c>ERR_SVR_ACCOUNT_INVALID_COUNT</c>.</summary>
    public const int AccountInvalidCount = 70206;
    /// <summary>The app's plan allows no more accounts. <c>ERR_SVR_ACCOUNT_COUNT_LIMIT</c>.</summary>
    public const int AccountCountLimit = 70398;
    /// <summary>A parameter is not valid. <c>ERR_SVR_ACCOUNT_INVALID_PARAMETERS</c>.</summary>
    public const int AccountInvalidParameters = 70402;
    /// <summary>The caller is not an administrator. <c>ERR_SVR_ACCOUNT_ADMIN_REQUIRED</c>.</summary>
    public const int AccountAdminRequired = 70403;
    /// <summary>The SDK is too old for the backend.</summary>
    public const int SdkTooOld = 70404;
    /// <summary>The backend failed; try again. <c>ERR_SVR_ACCOUNT_INTERNAL_ERROR</c>.</summary>
    public const int AccountInternalError = 70500;
    /// <summary>The text was refused for what it says. <c>ERR_SVR_COMM_SENSITIVE_TEXT</c>.</summary>
    public const int SensitiveText = 80001;
    /// <summary>The message is longer than 12 kB. <c>ERR_SVR_COMM_BODY_SIZE_LIMIT</c>.</summary>
    public const int BodyTooLong = 80002;
    /// <summary>The app's callback before sending failed or came late, so the message was not sent.
    /// <c>ERR_SVR_COMM_PRE_HOOK_FAILED</c>.</summary>
    public const int PreHookFailed = 80003;
    /// <summary>The picture was refused for what it shows. <c>ERR_SVR_COMM_SENSITIVE_IMAGE</c>.</summary>
    public const int SensitiveImage = 80004;
    /// <summary>The app's service has been stopped: its plan has ended, or it has not been paid for.
    /// <c>ERR_SVR_COMM_SERVICE_DISABLED</c>.</summary>
    public const int ServiceDisabled = 80005;
    /// <summary>The JSON cannot be read, or To_Account is empty. <c>ERR_SVR_MSG_JSON_PARSE_FAILED</c>.</summary>
    public const int RestJsonInvalid = 90001;
    /// <summary>MsgBody is malformed. <c>ERR_SVR_MSG_INVALID_JSON_BODY_FORMAT</c>.</summary>
    public const int MsgBodyInvalid = 90002;
    /// <summary>To_Account is missing or of the wrong type. <c>ERR_SVR_MSG_INVALID_TO_ACCOUNT</c>.</summary>
    public const int ToAccountInvalid = 90003;
    /// <summary>MsgRandom is missing or not an integer. <c>ERR_SVR_MSG_INVALID_RAND</c>.</summary>
    public const int MsgRandomInvalid = 90005;
    /// <summary>MsgTimeStamp is missing or not an integer. <c>ERR_SVR_MSG_INVALID_TIMESTAMP</c>.</summary>
    public const int MsgTimeStampInvalid = 90006;
    /// <summary>MsgBody is not an array. <c>ERR_SVR_MSG_BODY_NOT_ARRAY</c>.</summary>
    public const int MsgBodyNotArray = 90007;
    /// <summary>From_Account is wrong, or there is no such account. REST API, no name in the header.</summary>
    public const int FromAccountInvalid = 90008;
    /// <summary>The caller is not an administrator. <c>ERR_SVR_MSG_ADMIN_REQUIRED</c>.</summary>
    public const int AdminRequired = 90009;
    /// <summary>The JSON is not a message. <c>ERR_SVR_MSG_INVALID_JSON_FORMAT</c>.</summary>
    public const int MessageFormatInvalid = 90010;
    /// <summary>More than 500 accounts in one call. <c>ERR_SVR_MSG_TO_ACCOUNT_COUNT_LIMIT</c>.</summary>
    public const int ToAccountCountLimit = 90011;
    /// <summary>The account is not registered or not imported. <c>ERR_SVR_MSG_TO_ACCOUNT_NOT_FOUND</c>.</summary>
    public const int ToAccountNotFound = 90012;
    /// <summary>MsgLifeTime is over seven days. <c>ERR_SVR_MSG_TIME_LIMIT</c>.</summary>
    public const int MsgLifeTimeTooLong = 90026;
    /// <summary>SyncOtherMachine is not an integer. <c>ERR_SVR_MSG_INVALID_SYNCOTHERMACHINE</c>.</summary>
    public const int SyncOtherMachineInvalid = 90031;
    /// <summary>MsgLifeTime is not an integer. <c>ERR_SVR_MSG_INVALID_MSGLIFETIME</c>.</summary>
    public const int MsgLifeTimeInvalid = 90044;
    /// <summary>There is no such account. <c>ERR_SVR_MSG_ACCOUNT_NOT_FOUND</c>.</summary>
    public const int RequestAccountNotFound = 90048;
    /// <summary>MsgKey is not valid. REST API, no name in the header.</summary>
    public const int MsgKeyInvalid = 90054;
    /// <summary>The backend failed, or the app's own server did not answer it; try again. <c>ERR_SVR_MSG_INTERNAL_ERROR5</c>.</summary>
    public const int RestCallbackError = 90992;
    /// <summary>The backend failed; try again. <c>ERR_SVR_MSG_INTERNAL_ERROR2</c>.</summary>
    public const int RestInternalError = 90994;
    /// <summary>The backend failed; try again. <c>ERR_SVR_MSG_INTERNAL_ERROR3</c>.</summary>
    public const int RestInternalError2 = 90995;
    /// <summary>The backend failed; try again. <c>ERR_SVR_MSG_INTERNAL_ERROR4</c>.</summary>
    public const int RestInternalError3 = 91000;
    /// <summary>The message is longer than 12 kB. <c>ERR_SVR_MSG_BODY_SIZE_LIMIT</c>.</summary>
    public const int RestBodyTooLong = 93000;
}
