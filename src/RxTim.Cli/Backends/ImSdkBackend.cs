using RxTim.ImSdk;

namespace RxTim.Cli;

/// <summary>Tencent's native library, with a user logged in if the options name one.</summary>
internal static class ImSdkBackend
{
    /// <exception cref="InputException">There is no such library.</exception>
    /// <exception cref="TimException">The login failed.</exception>
    public static async Task<Backend> OpenAsync(BackendSettings settings, CancellationToken interruption)
    {
        var userSig = settings.UserSigVariable is { } variable ? Secret.Read("--user-sig-env", variable) : null;
        var session = new Session(Load(settings.ImSdkPath!));
        try
        {
            if (userSig is not null && settings.DryRun is null)
                await session.LogInAsync(settings.SdkAppId!.Value, settings.User!, userSig, interruption);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
        return new Backend(session.Transport, session, withdrawal: session.Withdrawal);
    }

    private static ImSdkLibrary Load(string path)
    {
        try
        {
            return ImSdkLibrary.Load(path);
        }
        catch (Exception wrong) when (wrong is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw new InputException($"--imsdk: {wrong.Message}", wrong);
        }
    }

    private sealed class Session(ImSdkLibrary library) : IAsyncDisposable
    {
        // The library's own files; null where it was not initialised and so has none. Only this user can read what it writes there.
        private DirectoryInfo? files;

        public IMsgBatchTransport Transport => library.Transport;

        public IMessageWithdrawal Withdrawal => library.Withdrawal;

        public async Task LogInAsync(uint sdkAppId, string user, string userSig, CancellationToken interruption)
        {
            files = Directory.CreateTempSubdirectory("rxtim-");
            var result = library.Init(sdkAppId, files.FullName, files.FullName);
            if (result != TIMResult.Succ)
                throw new TimException((int)result, $"Tencent's library could not be initialised: {result}.");
            await library.LoginAsync(user, userSig, interruption);
        }

        public ValueTask DisposeAsync()
        {
            if (files is not null)
                library.Uninit();
            library.Dispose();
            files?.Delete(recursive: true);
            return default;
        }
    }
}
