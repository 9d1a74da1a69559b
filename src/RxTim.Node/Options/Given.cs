using System.CommandLine;

namespace RxTim.Node;

/// <summary>What was given: an option, or else the variable of the environment that stands in for it.</summary>
internal sealed class Given(ParseResult parsed, Surroundings around)
{
    private readonly List<string> missing = [];

    public bool Has(Option option) => parsed.GetResult(option) is not null;

    public bool Is(Option<bool> option) => parsed.GetValue(option);

    public string[] All(Option<string[]> option) => parsed.GetValue(option) ?? [];

    /// <summary>The value of the option or of its variable, and what to call it in a message.</summary>
    /// <returns>A null value where neither is given. A variable that is empty is taken for one that is not set.</returns>
    /// <exception cref="InputException">The option's value is empty.</exception>
    public (string Name, string? Value) Find(Option<string> option, string? variable = null)
    {
        if (parsed.GetValue(option) is { } value)
            return value.Length > 0 ? (option.Name, value) : throw new InputException($"{option.Name}: its value is empty.");
        return variable is not null && around.Variable(variable) is { Length: > 0 } set ? (variable, set) : (option.Name, null);
    }

    /// <summary>Reads the value, where there is one.</summary>
    public T Read<T>(Option<string> option, Func<string, string, T> read, T otherwise, string? variable = null) =>
        Find(option, variable) is (var name, { } text) ? read(name, text) : otherwise;

    /// <summary>A value that has to be there; see <see cref="ThrowIfMissing"/>.</summary>
    public (string Name, string Value) Required(Option<string> option, string variable)
    {
        var (name, value) = Find(option, variable);
        if (value is null)
            missing.Add($"{option.Name} (or {variable})");
        return (name, value ?? "");
    }

    /// <exception cref="InputException">Something is missing among all that has to be there.</exception>
    public void ThrowIfMissing(string what)
    {
        if (missing.Count > 0)
            throw new InputException($"{what} needs {string.Join(" and ", missing)} too.");
    }

    /// <exception cref="InputException">One of the options is given.</exception>
    public void Refuse(string what, params IEnumerable<Option> options)
    {
        if (options.FirstOrDefault(Has) is { } wrong)
            throw new InputException($"{wrong.Name} does not go with {what}: leave one of them out.");
    }

    /// <summary>What a variable holds that is a secret; null if it is not set.</summary>
    public Secret? Secret(string variable) => around.Variable(variable) is { Length: > 0 } value ? new Secret(value) : null;

    /// <summary>The secret in the variable that an option names.</summary>
    /// <exception cref="InputException">The text is no name of a variable, or it is not set. What may be the secret is not
    /// repeated.</exception>
    public Secret SecretIn(string option, string variable)
    {
        var isName = variable.Length > 0 && !char.IsAsciiDigit(variable[0])
            && variable.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_');
        if (!isName || variable.Length >= Node.Secret.ShortestKey && variable.All(char.IsAsciiHexDigit))
            throw new InputException($"{option}: expected the name of an environment variable, not the secret itself.");
        return Secret(variable) ?? throw new InputException(
            $"{option}: the environment variable {Quoted.Text(variable)} is not set. Name the variable that holds the secret.");
    }
}
