namespace RxTim;

/// <summary>What any backend needs of an identifier: that it can be written down.</summary>
internal static class IdentifierText
{
    /// <summary>The identifier that a source gave as its n-th.</summary>
    /// <exception cref="ArgumentException">It is null, or has no UTF-8 form.</exception>
    public static string Checked(string? identifier, long number)
    {
        if (identifier is null)
            throw new ArgumentException($"Identifier {number} of the source is null.");
        if (!Utf8Text.IsWellFormed(identifier))
            throw new ArgumentException($"Identifier {number} of the source holds half a surrogate pair and cannot be written in UTF-8.");
        return identifier;
    }
}
