namespace RxTim.Cli;

/// <summary>Reads secrets where they are not seen: from the environment.</summary>
internal static class Secret
{
    /// <exception cref="InputException">The variable is not set.</exception>
    public static string Read(string option, string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } secret
            ? secret
            : throw new InputException(
                $"{option}: the environment variable {Quoted.Text(variable)} is not set. Name the variable that holds the secret.");
}
