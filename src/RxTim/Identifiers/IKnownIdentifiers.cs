namespace RxTim;

/// <summary>Which identifiers a source gave already.</summary>
internal interface IKnownIdentifiers : IDisposable
{
    /// <summary>Adds the next identifier; false if it is known.</summary>
    bool Add(string identifier);
}
