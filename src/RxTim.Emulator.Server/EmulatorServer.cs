using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RxTim.Rest;

namespace RxTim.Emulator;

/// <summary>
/// A local Tencent IM that is reached over HTTP: the calls of the server REST API that batch sends need, and at <c>/</c> an inbox that
/// shows what was sent, live. What is sent over HTTP and what is sent by <see cref="TimEmulator.Transport"/> of its
/// <see cref="Emulator"/> are in one store.
/// </summary>
/// <remarks>
/// Calls: <c>v4/openim/batchsendmsg</c>, <c>sendmsg</c>, <c>importmsg</c>, <c>admin_getroammsg</c>, <c>admin_msgwithdraw</c>,
/// <c>admin_set_msg_read</c>, <c>get_c2c_unread_msg_num</c>, <c>query_online_status</c>, <c>querystate</c>;
/// <c>v4/im_open_login_svc/account_import</c>, <c>multiaccount_import</c>, <c>account_check</c>, <c>account_delete</c>, <c>kick</c>. Faults
/// can be read and set as JSON at <c>/emulator/faults</c>.
/// What is sent is kept before it is answered: with <see cref="EmulatorServerOptions.Db"/> it is there again after the process was killed.
/// </remarks>
public sealed class EmulatorServer : IAsyncDisposable
{
    private static readonly TimeSpan CurlLifetime = TimeSpan.FromDays(7);

    private readonly EmulatorServerOptions options;
    private readonly Archive archive;
    private readonly CancellationTokenSource stopping = new();
    private readonly WebApplication web;
    private int disposed;

    private EmulatorServer(EmulatorServerOptions options)
    {
        this.options = options;
        var settings = options.Emulator with
        {
            Sender = options.Emulator.Sender is "administrator" ? options.Admin : options.Emulator.Sender,
            Accounts = options.StrictAccounts ? [.. options.Emulator.Accounts ?? [], options.Admin] : options.Emulator.Accounts,
            CallsPerSecond = options.CallsPerSecond ?? options.Emulator.CallsPerSecond,
            MessagesPerMinute = options.MessagesPerMinute ?? options.Emulator.MessagesPerMinute,
        };
        settings.Validate();
        var time = settings.TimeProvider;
        archive = new Archive(options.Db, options.MaxMessagesInMemory);
        var feed = new LiveCalls(archive.LastCall);
        var log = new CallLog(feed, archive, time);
        Emulator = new TimEmulator(settings, archive);
        Emulator.Received += log.Add;
        var api = new RestApi(
            Endpoints(Emulator, log),
            new RestQuery(options.SdkAppId, options.SecretKey, options.Strict, time),
            Emulator.CallQuota,
            options.Admin,
            log);
        var inbox = new InboxApi(Emulator, archive, feed, new FeedStream(feed, time), options.SdkAppId, options.Admin);
        web = Build(new HttpApplication(api, inbox, !options.ListenAnyIP, stopping.Token));
    }

    /// <summary>The emulator behind it, for this process: its transport, its faults, its latest messages.</summary>
    public TimEmulator Emulator { get; }

    /// <summary>Where it listens, for example <c>http://127.0.0.1:8123/</c>: the inbox, and the domain for REST.</summary>
    public Uri Address => new($"http://127.0.0.1:{Port}/");

    /// <summary>The port that it listens on.</summary>
    public int Port { get; private set; }

    /// <summary>The app's number.</summary>
    public uint SdkAppId => options.SdkAppId;

    /// <summary>The administrator who may call.</summary>
    public string Admin => options.Admin;

    /// <summary>The secret key for a UserSig. Shown nowhere else.</summary>
    public string SecretKey => options.SecretKey;

    /// <summary>A shell command that sends a message to two users; its UserSig is valid for seven days.</summary>
    public string Curl
    {
        get
        {
            var userSig = UserSig.Create(SdkAppId, SecretKey, Admin, CurlLifetime, options.Emulator.TimeProvider.GetUtcNow());
            var admin = Uri.EscapeDataString(Admin).Replace("'", "%27", StringComparison.Ordinal);
            var address = $"{Address}v4/openim/batchsendmsg?sdkappid={SdkAppId}&identifier={admin}"
                + $"&usersig={userSig}&random=1&contenttype=json";
            const string body = """
                {"To_Account":["alice","bob"],"MsgRandom":1,"MsgBody":[{"MsgType":"TIMTextElem","MsgContent":{"Text":"hello"}}]}
                """;
            return $"curl -s '{address}' -d '{body}'";
        }
    }

    /// <summary>Starts a server.</summary>
    /// <param name="options">How it behaves; by default on a free port, in memory, with an app and a secret key that are made up.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    /// <returns>The server, once it listens.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The database cannot be used.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<EmulatorServer> StartAsync(
        EmulatorServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new EmulatorServerOptions();
        options.Validate();
        var server = new EmulatorServer(options);
        try
        {
            await server.web.StartAsync(cancellationToken).ConfigureAwait(false);
            server.Port = new Uri(server.web.Urls.First()).Port;
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Stops listening, ends what is still running, and closes the database.</summary>
    /// <returns>Complete when all is done.</returns>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
            return;
        await stopping.CancelAsync().ConfigureAwait(false);
        await web.DisposeAsync().ConfigureAwait(false);
        await Emulator.DisposeAsync().ConfigureAwait(false);
        await archive.DisposeAsync().ConfigureAwait(false);
        stopping.Dispose();
    }

    private WebApplication Build(HttpApplication application)
    {
        // Empty: no settings from files or the environment, and nothing is logged.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(options.ListenAnyIP ? IPAddress.Any : IPAddress.Loopback, options.Port);
        });
        var built = builder.Build();
        built.Run(application.AnswerAsync);
        return built;
    }

    private RestEndpoint[] Endpoints(TimEmulator emulator, CallLog log) =>
    [
        new BatchSendMsg(emulator, log, options.Strict),
        new SendMsg(emulator, log, options.Strict),
        new ImportMsg(emulator, archive, log, options.Strict),
        new AdminMsgWithdraw(emulator, archive),
        new AdminSetMsgRead(emulator, archive, options.Emulator.TimeProvider),
        new GetC2CUnreadMsgNum(emulator, archive),
        new OnlineStatus("v4/openim/query_online_status", emulator),
        new OnlineStatus("v4/openim/querystate", emulator),
        new Kick(emulator),
        new AdminGetRoamMsg(emulator, archive),
        new AccountImport(emulator),
        new MultiAccountImport(emulator),
        new AccountCheck(emulator),
        new AccountDelete(emulator),
    ];
}
