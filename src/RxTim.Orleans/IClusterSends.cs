namespace RxTim.Orleans;

/// <summary>The sends of a cluster: each is known by its name, runs on all silos, and goes on whoever of them falls.</summary>
/// <remarks>From the services of a silo or of a cluster's client, where RxTim was added to it. Every method may be called on any thread and
/// at any time, from any number of processes.</remarks>
public interface IClusterSends
{
    /// <summary>Starts a send, or goes on giving it its identifiers.</summary>
    /// <param name="name">The send's name: 1 to 128 letters, digits, or one of <c>. _ -</c>. It is the caller's own key: the same campaign
    /// started twice is one campaign.</param>
    /// <param name="message">The message.</param>
    /// <param name="identifiers">Who it goes to: 1 to 32 bytes of printable ASCII each. They are read as the cluster takes them; sending
    /// begins with the first. Where the send has taken some before, as many are passed over, and must be the same ones.</param>
    /// <param name="options">How; ignored where the send exists.</param>
    /// <param name="cancellationToken">Ends the giving. What was taken is sent to all the same; a later call goes on behind it.</param>
    /// <returns>Complete when the cluster has taken all identifiers: from then on the caller is not needed any longer.</returns>
    /// <exception cref="ClusterSendException">The name is taken by a send of another message or to others
    /// (<see cref="ClusterSendError.NameTaken"/>), or the send was cancelled (<see cref="ClusterSendError.Cancelled"/>).</exception>
    /// <exception cref="ArgumentException">The name, an identifier (it says which one, by its place from 1) or an option is not as it must
    /// be.</exception>
    Task<ClusterProgress> StartAsync(
        string name, Message message, IAsyncEnumerable<string> identifiers, ClusterSendOptions? options = null,
        CancellationToken cancellationToken = default);

    /// <summary>The results of a send, pushed: each subscription has all of them.</summary>
    /// <param name="name">The send's name.</param>
    /// <returns>A cold stream that completes with the send. It ends with a <see cref="ClusterSendException"/> if there is no such send or
    /// the first results are removed already.</returns>
    IObservable<MsgBatchSendResult> Results(string name);

    /// <summary>The results of a send, pulled, from where a consumer was.</summary>
    /// <param name="name">The send's name.</param>
    /// <param name="from">The cursor of the last result that the consumer has (<see cref="ClusterResult.Cursor"/>); the default starts with
    /// the first.</param>
    /// <param name="cancellationToken">Ends the enumeration. The send goes on.</param>
    /// <returns>A result for each identifier, exactly once, when it is in the cluster's storage; it waits for those to come and completes
    /// with the send.</returns>
    /// <exception cref="ClusterSendException">As it is enumerated: there is no such send (<see cref="ClusterSendError.NotFound"/>), or what
    /// the cursor names is removed already (<see cref="ClusterSendError.Removed"/>).</exception>
    IAsyncEnumerable<ClusterResult> ResultsAsync(string name, ClusterCursor from = default, CancellationToken cancellationToken = default);

    /// <summary>How far a send is.</summary>
    /// <param name="name">The send's name.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The progress; null if there is no such send.</returns>
    Task<ClusterProgress?> ProgressAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Pauses a send: nothing more is handed over, and what is in flight is answered. It may be said again.</summary>
    /// <param name="name">The send's name.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The progress from then on.</returns>
    /// <exception cref="ClusterSendException">There is no such send, or it is over (<see cref="ClusterSendError.Ended"/>).</exception>
    Task<ClusterProgress> PauseAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Lets a paused or stopped send go on. It may be said again.</summary>
    /// <inheritdoc cref="PauseAsync"/>
    Task<ClusterProgress> ResumeAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Ends a send for good: nothing more is handed over, what is in flight is answered, and identifiers that were not attempted
    /// have no result. It may be said again.</summary>
    /// <inheritdoc cref="PauseAsync"/>
    Task<ClusterProgress> CancelAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Takes the message back from those who have it. The send has to be over.</summary>
    /// <param name="name">The send's name.</param>
    /// <param name="cancellationToken">Stops the withdrawal; another call goes on with those who are left.</param>
    /// <returns>A result for each identifier that had the message, or may have it, and did not lose it before.</returns>
    /// <exception cref="ClusterSendException">As it is enumerated: there is no such send, it is not over
    /// (<see cref="ClusterSendError.StillRunning"/>), its results are removed already, or the silos cannot withdraw
    /// (<see cref="ClusterSendError.NotSupported"/>).</exception>
    /// <exception cref="TimException">As it is enumerated: no other would fare better now, for example with a bad UserSig. Another call goes
    /// on with those who are left.</exception>
    IAsyncEnumerable<WithdrawResult> WithdrawAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>All sends that the cluster knows, the newest first.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Those that run, and those whose results are not removed yet.</returns>
    IAsyncEnumerable<ClusterProgress> ListAsync(CancellationToken cancellationToken = default);
}
