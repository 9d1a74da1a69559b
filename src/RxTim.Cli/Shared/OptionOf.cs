using System.CommandLine;

namespace RxTim.Programs;

/// <summary>Makes options: their values are read as text, so that what is wrong with one is said in this program's own words.</summary>
internal static class OptionOf
{
    public static Option<string> One(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description };

    public static Option<string> OneOrNone(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description, Arity = ArgumentArity.ZeroOrOne };

    public static Option<string[]> Many(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description, Arity = ArgumentArity.OneOrMore };
}
