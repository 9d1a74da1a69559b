namespace RxTim;

// What the SDK itself says: general, account and message codes.
// Source: the SDK's header TIMErrorCode.h.
public static partial class TimErrorCodes
{
    /// <summary>No error. <c>ERR_SUCC</c>.</summary>
    public const int Success = 0;
    /// <summary>The SDK could not read the backend's answer. <c>ERR_PARSE_RESPONSE_FAILED</c>.</summary>
    public const int ParseResponseFailed = 6001;
    /// <summary>The SDK could not write the request. <c>ERR_SERIALIZE_REQ_FAILED</c>.</summary>
    public const int SerializeRequestFailed = 6002;
    /// <summary>Nothing in the batch succeeded. <c>ERR_NO_SUCC_RESULT</c>.</summary>
    public const int NoSuccessfulResult = 6003;
    /// <summary>The conversation is not valid. <c>ERR_INVALID_CONVERSATION</c>.</summary>
    public const int InvalidConversation = 6004;
    /// <summary>The local store of messages could not be read. <c>ERR_LOADMSG_FAILED</c>.</summary>
    public const int LoadMessageFailed = 6005;
    /// <summary>The file transfer was not authorised. <c>ERR_FILE_TRANS_AUTH_FAILED</c>.</summary>
    public const int FileTransferAuthFailed = 6006;
    /// <summary>No server for the file transfer was found. <c>ERR_FILE_TRANS_NO_SERVER</c>.</summary>
    public const int FileTransferNoServer = 6007;
    /// <summary>The file was not uploaded; see whether there is a network. <c>ERR_FILE_TRANS_UPLOAD_FAILED</c>.</summary>
    public const int FileUploadFailed = 6008;
    /// <summary>The file was not downloaded. <c>ERR_FILE_TRANS_DOWNLOAD_FAILED</c>.</summary>
    public const int FileDownloadFailed = 6009;
    /// <summary>An HTTP request failed. <c>ERR_HTTP_REQ_FAILED</c>.</summary>
    public const int HttpRequestFailed = 6010;
    /// <summary>The recipient is not valid. <c>ERR_TO_USER_INVALID</c>.</summary>
    public const int InvalidRecipient = 6011;
    /// <summary>The request was not answered in time. <c>ERR_REQUEST_TIME_OUT</c>.</summary>
    public const int RequestTimeout = 6012;
    /// <summary>The SDK is not initialised. <c>ERR_SDK_NOT_INITIALIZED</c>.</summary>
    public const int NotInitialized = 6013;
    /// <summary>No user is logged in, or another terminal took the login. <c>ERR_SDK_NOT_LOGGED_IN</c>.</summary>
    public const int NotLoggedIn = 6014;
    /// <summary>The same operation is still running. <c>ERR_IN_PROGESS</c>.</summary>
    public const int InProgress = 6015;
    /// <summary>An element of the message is not valid. <c>ERR_INVALID_MSG_ELEM</c>.</summary>
    public const int InvalidElement = 6016;
    /// <summary>A parameter is not valid. <c>ERR_INVALID_PARAMETERS</c>.</summary>
    public const int InvalidParameters = 6017;
    /// <summary>The SDK's core could not be initialised. <c>ERR_INIT_CORE_FAIL</c>.</summary>
    public const int InitCoreFailed = 6018;
    /// <summary>The local database failed. <c>ERR_DATABASE_OPERATE_FAILED</c>.</summary>
    public const int DatabaseFailed = 6019;
    /// <summary>The session is gone. <c>ERR_EXPIRED_SESSION_NODE</c>.</summary>
    public const int SessionExpired = 6020;
    /// <summary>An object is not valid. <c>ERR_INVALID_SDK_OBJECT</c>.</summary>
    public const int InvalidObject = 6021;
    /// <summary>Local input or output failed: rights, or a full disk. <c>ERR_IO_OPERATION_FAILED</c>.</summary>
    public const int LocalIOFailed = 6022;
    /// <summary>The user was logged out before the login had ended. <c>ERR_LOGGED_OUT_BEFORE_LOGIN_FINISHED</c>.</summary>
    public const int LoggedOutBeforeLogin = 6023;
    /// <summary>The login service is not initialised. <c>ERR_TLSSDK_NOT_INITIALIZED</c>.</summary>
    public const int TlsNotInitialized = 6024;
    /// <summary>The login service does not know the user. <c>ERR_TLSSDK_USER_NOT_FOUND</c>.</summary>
    public const int TlsUserNotFound = 6025;
    /// <summary>The user has never logged in here, so cannot log in without a UserSig. <c>ERR_NO_PREVIOUS_LOGIN</c>.</summary>
    public const int NoPreviousLogin = 6026;
    /// <summary>The JSON is not valid. <c>ERR_INVALID_JSON</c>.</summary>
    public const int InvalidJson = 6027;
    /// <summary>The SDK has no memory left. <c>ERR_OUT_OF_MEMORY</c>.</summary>
    public const int OutOfMemory = 6028;
    /// <summary>The picture was not uploaded: it cannot be opened as one. <c>ERR_IMAGE_UPLOAD_FAILED_NOTIMAGE</c>.</summary>
    public const int ImageUploadNotImage = 6031;
    /// <summary>The receiver is not valid; the SDK says so too while a login runs. <c>ERR_INVALID_MSG_RECEIVER</c>.</summary>
    public const int InvalidReceiver = 6032;
    /// <summary>The UserSig has expired. <c>ERR_USER_SIG_EXPIRED</c>.</summary>
    public const int SdkUserSigExpired = 6206;
    /// <summary>The account could not be authenticated. <c>ERR_LOGIN_AUTH_FAILED</c>.</summary>
    public const int LoginAuthFailed = 6207;
    /// <summary>Another terminal logged in to the account; log in again. <c>ERR_LOGIN_KICKED_OFF_BY_OTHER</c>.</summary>
    public const int KickedOff = 6208;
    /// <summary>The local ticket has expired; log in with a UserSig. <c>ERR_AUTOLOGIN_NEED_USERSIG</c>.</summary>
    public const int AutoLoginNeedsUserSig = 6226;
    /// <summary>The SDK was called across its threads. <c>ERR_SDK_COMM_CROSS_THREAD</c>.</summary>
    public const int CrossThread = 7001;
    /// <summary>The user has no internal number; see whether the identifier exists. <c>ERR_SDK_COMM_TINYID_EMPTY</c>.</summary>
    public const int TinyIdEmpty = 7002;
    /// <summary>The identifier is not 1 to 32 bytes of printable ASCII. <c>ERR_SDK_COMM_INVALID_IDENTIFIER</c>.</summary>
    public const int InvalidIdentifier = 7003;
    /// <summary>The file does not exist. <c>ERR_SDK_COMM_FILE_NOT_FOUND</c>.</summary>
    public const int FileNotFound = 7004;
    /// <summary>The file is over 28 MB (sound, picture) or 100 MB (video, file). <c>ERR_SDK_COMM_FILE_TOO_LARGE</c>.</summary>
    public const int FileTooLarge = 7005;
    /// <summary>The file is empty. <c>ERR_SDK_COMM_FILE_SIZE_EMPTY</c>.</summary>
    public const int FileEmpty = 7006;
    /// <summary>The file cannot be opened. <c>ERR_SDK_COMM_FILE_OPEN_FAILED</c>.</summary>
    public const int FileOpenFailed = 7007;
    /// <summary>The API is called too often. <c>ERR_SDK_COMM_API_CALL_FREQUENCY_LIMIT</c>.</summary>
    public const int CallFrequencyLimit = 7008;
    /// <summary>The SDK was shut down while the operation ran. <c>ERR_SDK_COMM_INTERRUPT</c>.</summary>
    public const int Interrupted = 7009;
    /// <summary>An operation of the local database failed. <c>ERR_SDK_COMM_DATABASE_FAILURE</c>.</summary>
    public const int DatabaseError = 7010;
    /// <summary>The local database does not have it. <c>ERR_SDK_COMM_DATABASE_NOTFOUND</c>.</summary>
    public const int DatabaseNotFound = 7011;
    /// <summary>The SDK failed in a way that it should not. <c>ERR_SDK_INTERNAL_ERROR</c>.</summary>
    public const int SdkInternalError = 7012;
    /// <summary>The app's plan does not include the interface. <c>ERR_SDK_INTERFACE_NOT_SUPPORT</c>.</summary>
    public const int InterfaceNotSupported = 7013;
    /// <summary>The request is not allowed. <c>ERR_SDK_INVALID_OPERATION</c>.</summary>
    public const int InvalidOperation = 7014;
    /// <summary>The app's own word list in the SDK refused the content. <c>ERR_SDK_BLOCKED_BY_SENSITIVE_WORD</c>.</summary>
    public const int LocalSensitiveWord = 7015;
    /// <summary>A login is still running. <c>ERR_SDK_ACCOUNT_LOGIN_IN_PROCESS</c>.</summary>
    public const int LoginInProgress = 7501;
    /// <summary>A logout is still running. <c>ERR_SDK_ACCOUNT_LOGOUT_IN_PROCESS</c>.</summary>
    public const int LogoutInProgress = 7502;
    /// <summary>The login service could not be initialised. <c>ERR_SDK_ACCOUNT_TLS_INIT_FAILED</c>.</summary>
    public const int TlsInitFailed = 7503;
    /// <summary>The login service has not been initialised. <c>ERR_SDK_ACCOUNT_TLS_NOT_INITIALIZED</c>.</summary>
    public const int TlsUninitialized = 7504;
    /// <summary>The login service got a malformed packet. <c>ERR_SDK_ACCOUNT_TLS_TRANSPKG_ERROR</c>.</summary>
    public const int TlsPacketError = 7505;
    /// <summary>The login service could not decrypt a packet. <c>ERR_SDK_ACCOUNT_TLS_DECRYPT_FAILED</c>.</summary>
    public const int TlsDecryptFailed = 7506;
    /// <summary>A request of the login service failed. <c>ERR_SDK_ACCOUNT_TLS_REQUEST_FAILED</c>.</summary>
    public const int TlsRequestFailed = 7507;
    /// <summary>A request of the login service was not answered in time. <c>ERR_SDK_ACCOUNT_TLS_REQUEST_TIMEOUT</c>.</summary>
    public const int TlsRequestTimeout = 7508;
    /// <summary>The message is longer than 12 kB. <c>ERR_SDK_MSG_BODY_SIZE_LIMIT</c>.</summary>
    public const int MessageTooLong = 8001;
    /// <summary>The answer's key is not the request's. <c>ERR_SDK_MSG_KEY_REQ_DIFFER_RSP</c>.</summary>
    public const int MessageKeyMismatch = 8002;
    /// <summary>The picture service failed. <c>ERR_SDK_IMAGE_CONVERT_ERROR</c>.</summary>
    public const int ImageConvertFailed = 8003;
    /// <summary>The picture service refused the picture. <c>ERR_SDK_IMAGE_CI_BLOCK</c>.</summary>
    public const int ImageBlocked = 8004;
    /// <summary>Merged messages nest deeper than 100 layers. <c>ERR_MERGER_MSG_LAYERS_OVER_LIMIT</c>.</summary>
    public const int MergeTooDeep = 8005;
    /// <summary>Someone else has changed the message. <c>ERR_SDK_MSG_MODIFY_CONFLICT</c>.</summary>
    public const int ModifyConflict = 8006;
    /// <summary>The invitation exists already. <c>ERR_SDK_SIGNALING_ALREADY_EXISTS</c>.</summary>
    public const int InvitationExists = 8012;
    /// <summary>The message to cancel is not there, or is sent already. <c>ERR_SDK_INVALID_CANCEL_MESSAGE</c>.</summary>
    public const int CancelNotFound = 8020;
    /// <summary>The message was cancelled before it was sent. <c>ERR_SDK_SEND_MESSAGE_FAILED_WITH_CANCEL</c>.</summary>
    public const int SendCancelled = 8021;
    /// <summary>The ticket had expired at login. <c>ERR_LOGIN_SIG_EXPIRE</c>.</summary>
    public const int LoginSigExpired = 70101;
    /// <summary>The content was refused for security. <c>ERR_REQ_CONTENT_ATTACK</c>.</summary>
    public const int ContentAttack = 80101;
    /// <summary>The SDK is initialised already. <c>ERR_SDK_HAD_INITIALIZED</c>.</summary>
    public const int AlreadyInitialized = 90101;
}
