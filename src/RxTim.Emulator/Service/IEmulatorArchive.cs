namespace RxTim.Emulator;

/// <summary>Keeps what an emulator stores, and gives it back when the next one starts. Nothing is answered before it is kept.</summary>
/// <remarks>The emulator calls <see cref="AddAsync"/>, <see cref="ImportAsync"/> and <see cref="DeleteAsync"/> one after the other, in the
/// order in which things happen, inside its lock: they note what is to be kept and return; the task says when it is.</remarks>
public interface IEmulatorArchive
{
    /// <summary>The highest sequence that a message had before; 0 if there was none.</summary>
    ulong LastSequence { get; }

    /// <summary>What is known of accounts from before: whether each exists (it was imported) or not (it was deleted).</summary>
    IEnumerable<KeyValuePair<string, bool>> Accounts { get; }

    /// <summary>Keeps a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="stored">Each receiver that it was stored for; at least one.</param>
    /// <returns>Complete when it is kept; failed if it cannot be, and then it was not sent.</returns>
    Task AddAsync(EmulatorMessage message, IReadOnlyList<Delivery> stored);

    /// <summary>Keeps that an account exists.</summary>
    /// <param name="identifier">The account.</param>
    /// <param name="nick">Its nickname; null if it has none.</param>
    /// <param name="faceUrl">The address of its picture; null if it has none.</param>
    /// <returns>Complete when it is kept.</returns>
    Task ImportAsync(string identifier, string? nick, string? faceUrl);

    /// <summary>Keeps that an account exists no longer.</summary>
    /// <param name="identifier">The account.</param>
    /// <returns>Complete when it is kept.</returns>
    Task DeleteAsync(string identifier);
}
