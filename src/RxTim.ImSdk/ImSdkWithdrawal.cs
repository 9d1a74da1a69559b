using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace RxTim.ImSdk;

/// <summary>Takes messages back through the native library.</summary>
/// <remarks>The headers say that a message is to be revoked with the JSON that the library itself gave, not with one that is put together.
/// So each is looked up by its key first.</remarks>
internal sealed class ImSdkWithdrawal(ImSdkLibrary library) : IMessageWithdrawal
{
    private const int C2C = (int)ConvType.C2C;

    public async Task WithdrawAsync(string identifier, string msgKey, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(identifier);
        ArgumentException.ThrowIfNullOrEmpty(msgKey);
        var (user, key) = (UserOf(identifier), KeyOf(msgKey));
        // Where there is no such message, it may have been taken back already.
        if (await FindAsync(user, key, isRevoked: false, cancellationToken).ConfigureAwait(false) is { } message)
            await RevokeAsync(user, message, cancellationToken).ConfigureAwait(false);
        else if (await FindAsync(user, key, isRevoked: true, cancellationToken).ConfigureAwait(false) is null)
            throw new TimException(TimErrorCodes.MessageNotFound, $"ImSDK has no message {msgKey} to {identifier}.");
    }

    private static byte[] UserOf(string identifier)
    {
        try
        {
            return NativeText.Encode(identifier, nameof(identifier));
        }
        catch (ArgumentException wrong)
        {
            throw new TimException((int)TIMResult.ErrParam, $"This is no identifier: {wrong.Message}", wrong);
        }
    }

    private static (ulong Sequence, ulong Random, ulong Time) KeyOf(string msgKey) =>
        msgKey.Split('_') is [var sequence, var random, var time]
            && ulong.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
            && ulong.TryParse(random, NumberStyles.None, CultureInfo.InvariantCulture, out var rand)
            && ulong.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
                ? (seq, rand, at)
                : throw new TimException(TimErrorCodes.MsgKeyInvalid, "The message's key is not SEQUENCE_RANDOM_SECONDS.");

    // The message as the library has it, as text that ends with a zero byte; null if it has none.
    private async Task<byte[]?> FindAsync(
        byte[] user, (ulong Sequence, ulong Random, ulong Time) key, bool isRevoked, CancellationToken cancellationToken)
    {
        var found = await AskAsync("look-up of a message", user, Locator(key, isRevoked), Find(), cancellationToken).ConfigureAwait(false);
        try
        {
            using var messages = JsonDocument.Parse(found);
            foreach (var message in messages.RootElement.EnumerateArray())
                return Terminated(message);
            return null;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            throw new TimException(TimErrorCodes.ParseResponseFailed, $"ImSDK's answer cannot be read: {malformed.Message}", malformed);
        }
    }

    private async Task RevokeAsync(byte[] user, byte[] message, CancellationToken cancellationToken)
    {
        try
        {
            await AskAsync("withdrawal of a message", user, message, Revoke(), cancellationToken).ConfigureAwait(false);
        }
        catch (TimException failed) when (failed.Code == TimErrorCodes.MessageWithdrawn)
        {
            // It was taken back meanwhile.
        }
    }

    private unsafe Task<byte[]> AskAsync(string name, byte[] user, byte[] json, nint function, CancellationToken cancellationToken)
    {
        if (function == 0)
            throw new TimException(TimErrorCodes.InterfaceNotSupported, $"This ImSDK ({library.Version}) takes no messages back.");
        try
        {
            return library.Begin(
                name,
                id =>
                {
                    // The native library copies both before it returns.
                    fixed (byte* userPinned = user, jsonPinned = json)
                        return ((delegate* unmanaged[Cdecl]<byte*, int, byte*, TIMCommCallback, nint, int>)function)(
                            userPinned, C2C, jsonPinned, PendingRequests.Callback, id);
                },
                cancellationToken);
        }
        catch (ObjectDisposedException disposed)
        {
            throw new TimException((int)TIMResult.ErrSdkUninit, ImSdkLibrary.DisposedText, disposed);
        }
    }

    private unsafe nint Find() => (nint)library.Exports.MsgFindByMsgLocatorList;

    private unsafe nint Revoke() => (nint)library.Exports.MsgRevoke;

    private static byte[] Locator((ulong Sequence, ulong Random, ulong Time) key, bool isRevoked)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartArray();
            writer.WriteStartObject();
            writer.WriteBoolean("message_locator_is_revoked"u8, isRevoked);
            writer.WriteNumber("message_locator_time"u8, key.Time);
            writer.WriteNumber("message_locator_seq"u8, key.Sequence);
            writer.WriteBoolean("message_locator_is_self"u8, true);
            writer.WriteNumber("message_locator_rand"u8, key.Random);
            writer.WriteEndObject();
            writer.WriteEndArray();
        }
        json.Write("\0"u8);
        return json.WrittenSpan.ToArray();
    }

    private static byte[] Terminated(JsonElement message)
    {
        var json = new ArrayBufferWriter<byte>();
        json.Write(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(message));
        json.Write("\0"u8);
        return json.WrittenSpan.ToArray();
    }
}
