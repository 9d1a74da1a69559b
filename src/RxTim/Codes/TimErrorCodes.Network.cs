namespace RxTim;

// What happens between the SDK and the backend: network codes, those of the SDK's third version, and those of the access layer.
// Source: the SDK's header TIMErrorCode.h.
public static partial class TimErrorCodes
{
    /// <summary>The connection could not be bound to the user. <c>ERR_BIND_FAIL_UNKNOWN</c>.</summary>
    public const int BindFailed = 6100;
    /// <summary>The connection has no ticket to be bound to the user with. <c>ERR_BIND_FAIL_NO_SSOTICKET</c>.</summary>
    public const int BindNoTicket = 6101;
    /// <summary>The connection is bound to the user already. <c>ERR_BIND_FAIL_REPEATD_BIND</c>.</summary>
    public const int BindRepeated = 6102;
    /// <summary>The user's internal number is missing to bind the connection. <c>ERR_BIND_FAIL_TINYID_NULL</c>.</summary>
    public const int BindNoTinyId = 6103;
    /// <summary>The terminal's identifier is missing to bind the connection. <c>ERR_BIND_FAIL_GUID_NULL</c>.</summary>
    public const int BindNoGuid = 6104;
    /// <summary>The answer to binding the connection could not be read. <c>ERR_BIND_FAIL_UNPACK_REGPACK_FAILED</c>.</summary>
    public const int BindUnpackFailed = 6105;
    /// <summary>Binding the connection to the user took too long. <c>ERR_BIND_FAIL_REG_TIMEOUT</c>.</summary>
    public const int BindTimeout = 6106;
    /// <summary>The connection is being bound to the user. <c>ERR_BIND_FAIL_ISBINDING</c>.</summary>
    public const int BindInProgress = 6107;
    /// <summary>A packet could not be sent. <c>ERR_PACKET_FAIL_UNKNOWN</c>.</summary>
    public const int PacketFailed = 6120;
    /// <summary>There was no network when the request was sent. <c>ERR_PACKET_FAIL_REQ_NO_NET</c>.</summary>
    public const int PacketNoNetwork = 6121;
    /// <summary>There was no network for the reply. <c>ERR_PACKET_FAIL_RESP_NO_NET</c>.</summary>
    public const int PacketReplyNoNetwork = 6122;
    /// <summary>The request was sent without the right to. <c>ERR_PACKET_FAIL_REQ_NO_AUTH</c>.</summary>
    public const int PacketNoAuth = 6123;
    /// <summary>The access layer failed. <c>ERR_PACKET_FAIL_SSO_ERR</c>.</summary>
    public const int PacketAccessError = 6124;
    /// <summary>The request was not answered in time. <c>ERR_PACKET_FAIL_REQ_TIMEOUT</c>.</summary>
    public const int PacketTimeout = 6125;
    /// <summary>The reply did not come in time. <c>ERR_PACKET_FAIL_RESP_TIMEOUT</c>.</summary>
    public const int PacketReplyTimeout = 6126;
    /// <summary>The request could not be sent again. <c>ERR_PACKET_FAIL_REQ_ON_RESEND</c>.</summary>
    public const int PacketResendFailed = 6127;
    /// <summary>The request was to be sent again and was not. <c>ERR_PACKET_FAIL_RESP_NO_RESEND</c>.</summary>
    public const int PacketNotResent = 6128;
    /// <summary>The packet was filtered to save traffic. <c>ERR_PACKET_FAIL_FLOW_SAVE_FILTERED</c>.</summary>
    public const int PacketFiltered = 6129;
    /// <summary>Too much is being sent. <c>ERR_PACKET_FAIL_REQ_OVER_LOAD</c>.</summary>
    public const int PacketOverload = 6130;
    /// <summary>The packet's data contradict themselves. <c>ERR_PACKET_FAIL_LOGIC_ERR</c>.</summary>
    public const int PacketLogicError = 6131;
    /// <summary>There was no network for the request. <c>ERR_REQ_NO_NET_ON_REQ</c>.</summary>
    public const int RequestNoNetwork = 6200;
    /// <summary>There was no network for the answer. <c>ERR_REQ_NO_NET_ON_RSP</c>.</summary>
    public const int ReplyNoNetwork = 6201;
    /// <summary>The SDK's network service is not ready. <c>ERR_SERIVCE_NOT_READY</c>.</summary>
    public const int ServiceNotReady = 6205;
    /// <summary>The app has not tried to connect yet. <c>ERR_NEVER_CONNECT_AFTER_LAUNCH</c>.</summary>
    public const int NeverConnected = 6209;
    /// <summary>The SDK's network service failed. <c>ERR_REQ_FAILED</c>.</summary>
    public const int RequestFailed = 6210;
    /// <summary>The request is not valid. <c>ERR_REQ_INVALID_REQ</c>.</summary>
    public const int RequestInvalid = 6211;
    /// <summary>The queue of requests is full. <c>ERR_REQ_OVERLOADED</c>.</summary>
    public const int RequestOverload = 6212;
    /// <summary>Another terminal took the login. <c>ERR_REQ_KICK_OFF</c>.</summary>
    public const int RequestKickedOff = 6213;
    /// <summary>The service is suspended. <c>ERR_REQ_SERVICE_SUSPEND</c>.</summary>
    public const int ServiceSuspended = 6214;
    /// <summary>The access layer refused the signature. <c>ERR_REQ_INVALID_SIGN</c>.</summary>
    public const int RequestInvalidSign = 6215;
    /// <summary>The access layer refused the cookie. <c>ERR_REQ_INVALID_COOKIE</c>.</summary>
    public const int RequestInvalidCookie = 6216;
    /// <summary>The login service's answer could not be read. <c>ERR_LOGIN_TLS_RSP_PARSE_FAILED</c>.</summary>
    public const int LoginResponseInvalid = 6217;
    /// <summary>The login was not reported to the message service in time. <c>ERR_LOGIN_OPENMSG_TIMEOUT</c>.</summary>
    public const int LoginReportTimeout = 6218;
    /// <summary>The message service's answer to the login could not be read. <c>ERR_LOGIN_OPENMSG_RSP_PARSE_FAILED</c>.</summary>
    public const int LoginReportInvalid = 6219;
    /// <summary>The login service's answer could not be decrypted. <c>ERR_LOGIN_TLS_DECRYPT_FAILED</c>.</summary>
    public const int LoginDecryptFailed = 6220;
    /// <summary>The wireless network asks for a login. <c>ERR_WIFI_NEED_AUTH</c>.</summary>
    public const int WifiNeedsAuth = 6221;
    /// <summary>The user has cancelled. <c>ERR_USER_CANCELED</c>.</summary>
    public const int UserCancelled = 6222;
    /// <summary>There was no network for the request. <c>ERR_REQUEST_NO_NET_ONREQ</c>.</summary>
    public const int RequestNoNetworkV3 = 6250;
    /// <summary>There was no network for the answer. <c>ERR_REQUEST_NO_NET_ONRSP</c>.</summary>
    public const int ReplyNoNetworkV3 = 6251;
    /// <summary>The SDK's network service failed. <c>ERR_REQUEST_FAILED</c>.</summary>
    public const int RequestFailedV3 = 6252;
    /// <summary>The request is not valid. <c>ERR_REQUEST_INVALID_REQ</c>.</summary>
    public const int RequestInvalidV3 = 6253;
    /// <summary>The queue of requests is full. <c>ERR_REQUEST_OVERLOADED</c>.</summary>
    public const int RequestOverloadV3 = 6254;
    /// <summary>Another terminal took the login. <c>ERR_REQUEST_KICK_OFF</c>.</summary>
    public const int RequestKickedOffV3 = 6255;
    /// <summary>The service is suspended. <c>ERR_REQUEST_SERVICE_SUSPEND</c>.</summary>
    public const int ServiceSuspendedV3 = 6256;
    /// <summary>The access layer refused the signature. <c>ERR_REQUEST_INVALID_SIGN</c>.</summary>
    public const int RequestInvalidSignV3 = 6257;
    /// <summary>The access layer refused the cookie. <c>ERR_REQUEST_INVALID_COOKIE</c>.</summary>
    public const int RequestInvalidCookieV3 = 6258;
    /// <summary>No short connection is to be had. <c>ERR_QAL_NO_SHORT_CONN_AVAILABLE</c>.</summary>
    public const int NoShortConnection = 6300;
    /// <summary>The request could not be encrypted. <c>ERR_SDK_NET_ENCODE_FAILED</c>.</summary>
    public const int NetworkEncodeFailed = 9501;
    /// <summary>The answer could not be decrypted. <c>ERR_SDK_NET_DECODE_FAILED</c>.</summary>
    public const int NetworkDecodeFailed = 9502;
    /// <summary>The login has not ended; wait for it. <c>ERR_SDK_NET_AUTH_INVALID</c>.</summary>
    public const int NetworkAuthInvalid = 9503;
    /// <summary>The request could not be compressed. <c>ERR_SDK_NET_COMPRESS_FAILED</c>.</summary>
    public const int NetworkCompressFailed = 9504;
    /// <summary>The answer could not be decompressed. <c>ERR_SDK_NET_UNCOMPRESS_FAILED</c>.</summary>
    public const int NetworkDecompressFailed = 9505;
    /// <summary>More than 5 requests a second. <c>ERR_SDK_NET_FREQ_LIMIT</c>.</summary>
    public const int NetworkFrequencyLimit = 9506;
    /// <summary>More than 1,000 requests in flight. <c>ERR_SDK_NET_REQ_COUNT_LIMIT</c>.</summary>
    public const int NetworkRequestCountLimit = 9507;
    /// <summary>There is no network. <c>ERR_SDK_NET_DISCONNECT</c>.</summary>
    public const int NetworkDisconnected = 9508;
    /// <summary>The connection is there already. <c>ERR_SDK_NET_ALLREADY_CONN</c>.</summary>
    public const int NetworkAlreadyConnected = 9509;
    /// <summary>The connection was not made in time. <c>ERR_SDK_NET_CONN_TIMEOUT</c>.</summary>
    public const int ConnectTimeout = 9510;
    /// <summary>The backend refused the connection; Tencent's does so where there are too many requests. <c>ERR_SDK_NET_CONN_REFUSE</c>.</summary>
    public const int ConnectRefused = 9511;
    /// <summary>There is no way to the network. <c>ERR_SDK_NET_NET_UNREACH</c>.</summary>
    public const int NetworkUnreachable = 9512;
    /// <summary>The system has no buffer left for the socket. <c>ERR_SDK_NET_SOCKET_NO_BUFF</c>.</summary>
    public const int NoSocketBuffer = 9513;
    /// <summary>The backend reset the connection, perhaps overloaded. <c>ERR_SDK_NET_RESET_BY_PEER</c>.</summary>
    public const int ResetByPeer = 9514;
    /// <summary>The socket is not valid. <c>ERR_SDK_NET_SOCKET_INVALID</c>.</summary>
    public const int SocketInvalid = 9515;
    /// <summary>The backend's address could not be resolved. <c>ERR_SDK_NET_HOST_GETADDRINFO_FAILED</c>.</summary>
    public const int HostNotResolved = 9516;
    /// <summary>The connection was reset on the way. <c>ERR_SDK_NET_CONNECT_RESET</c>.</summary>
    public const int ConnectionReset = 9517;
    /// <summary>The request did not enter the queue in time. <c>ERR_SDK_NET_WAIT_INQUEUE_TIMEOUT</c>.</summary>
    public const int WaitInQueueTimeout = 9518;
    /// <summary>The request did not leave the queue in time. <c>ERR_SDK_NET_WAIT_SEND_TIMEOUT</c>.</summary>
    public const int WaitSendTimeout = 9519;
    /// <summary>The request left and was not answered in time. <c>ERR_SDK_NET_WAIT_ACK_TIMEOUT</c>.</summary>
    public const int WaitAckTimeout = 9520;
    /// <summary>Only a part of the request left in time. <c>ERR_SDK_NET_WAIT_SEND_REMAINING_TIMEOUT</c>.</summary>
    public const int WaitSendRemainingTimeout = 9521;
    /// <summary>The request is longer than 1 MB. <c>ERR_SDK_NET_PKG_SIZE_LIMIT</c>.</summary>
    public const int PacketTooLong = 9522;
    /// <summary>The request did not leave the queue in time: no network. <c>ERR_SDK_NET_WAIT_SEND_TIMEOUT_NO_NETWORK</c>.</summary>
    public const int WaitSendTimeoutNoNetwork = 9523;
    /// <summary>The request may have left and was not answered in time: no network.
    /// <c>ERR_SDK_NET_WAIT_ACK_TIMEOUT_NO_NETWORK</c>.</summary>
    public const int WaitAckTimeoutNoNetwork = 9524;
    /// <summary>Only a part of the request left in time: no network. <c>ERR_SDK_NET_SEND_REMAINING_TIMEOUT_NO_NETWORK</c>.</summary>
    public const int SendRemainingTimeoutNoNetwork = 9525;
    /// <summary>The backend has too many connections. <c>ERR_SVR_SSO_CONNECT_LIMIT</c>.</summary>
    public const int AccessConnectLimit = -302;
    /// <summary>The verification code is wrong. <c>ERR_SVR_SSO_VCODE</c>.</summary>
    public const int AccessCaptcha = -10000;
    /// <summary>The key made from the UserSig has expired; log in again. <c>ERR_SVR_SSO_D2_EXPIRED</c>.</summary>
    public const int AccessKeyExpired = -10001;
    /// <summary>The ticket made from the UserSig has expired; log in again. <c>ERR_SVR_SSO_A2_UP_INVALID</c>.</summary>
    public const int AccessTicketExpired = -10003;
    /// <summary>The ticket was refused; log in again. <c>ERR_SVR_SSO_A2_DOWN_INVALID</c>.</summary>
    public const int AccessTicketInvalid = -10004;
    /// <summary>The key is empty. <c>ERR_SVR_SSO_EMPTY_KEY</c>.</summary>
    public const int AccessKeyEmpty = -10005;
    /// <summary>The key is of another account. <c>ERR_SVR_SSO_UIN_INVALID</c>.</summary>
    public const int AccessKeyMismatch = -10006;
    /// <summary>The verification code came too late. <c>ERR_SVR_SSO_VCODE_TIMEOUT</c>.</summary>
    public const int AccessCaptchaTimeout = -10007;
    /// <summary>Key and ticket are missing. <c>ERR_SVR_SSO_NO_IMEI_AND_A2</c>.</summary>
    public const int AccessKeyMissing = -10008;
    /// <summary>The cookie does not match. <c>ERR_SVR_SSO_COOKIE_INVALID</c>.</summary>
    public const int AccessCookieInvalid = -10009;
    /// <summary>The key made from the UserSig has expired; log in again. <c>ERR_SVR_SSO_DOWN_TIP</c>.</summary>
    public const int AccessTipKeyExpired = -10101;
    /// <summary>The network connection was cut. <c>ERR_SVR_SSO_DISCONNECT</c>.</summary>
    public const int AccessDisconnected = -10102;
    /// <summary>The identity is no longer valid. <c>ERR_SVR_SSO_IDENTIFIER_INVALID</c>.</summary>
    public const int AccessIdentifierInvalid = -10103;
    /// <summary>The terminal has left. <c>ERR_SVR_SSO_CLIENT_CLOSE</c>.</summary>
    public const int AccessClientClosed = -10104;
    /// <summary>The access layer's client has left. <c>ERR_SVR_SSO_MSFSDK_QUIT</c>.</summary>
    public const int AccessSdkQuit = -10105;
    /// <summary>Decryption failed too often; log in again. <c>ERR_SVR_SSO_D2KEY_WRONG</c>.</summary>
    public const int AccessKeyWrong = -10106;
    /// <summary>Joining requests is not supported. <c>ERR_SVR_SSO_UNSURPPORT</c>.</summary>
    public const int AccessUnsupported = -10107;
    /// <summary>The account has not been paid for. <c>ERR_SVR_SSO_PREPAID_ARREARS</c>.</summary>
    public const int AccessArrears = -10108;
    /// <summary>The request is malformed. <c>ERR_SVR_SSO_PACKET_WRONG</c>.</summary>
    public const int AccessPacketWrong = -10109;
    /// <summary>The app is blocked. <c>ERR_SVR_SSO_APPID_BLACK_LIST</c>.</summary>
    public const int AccessAppBlocked = -10110;
    /// <summary>The command is blocked for the app. <c>ERR_SVR_SSO_CMD_BLACK_LIST</c>.</summary>
    public const int AccessCommandBlocked = -10111;
    /// <summary>The app is no longer in service. <c>ERR_SVR_SSO_APPID_WITHOUT_USING</c>.</summary>
    public const int AccessAppStopped = -10112;
    /// <summary>The user sends too many requests a second. <c>ERR_SVR_SSO_FREQ_LIMIT</c>.</summary>
    public const int AccessFrequencyLimit = -10113;
    /// <summary>The backend is overloaded. <c>ERR_SVR_SSO_OVERLOAD</c>.</summary>
    public const int AccessOverload = -10114;
    /// <summary>The terminal calls too often. <c>ERR_SVR_SSO_FREQUENCY_LIMIT</c>.</summary>
    public const int AccessTerminalFrequencyLimit = -20009;
}
