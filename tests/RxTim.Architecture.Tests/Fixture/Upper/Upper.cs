namespace RxTim.Architecture.Tests.Fixture;

// What the fixture's other folders use, right or wrong: a type of each kind.
internal class UpperClass
{
    public static readonly int Field = 1;

    public static void Method()
    {
    }

    public sealed class Nested;
}

internal interface IUpper;

internal enum UpperEnum;

internal delegate void UpperDelegate();

internal struct UpperStruct;

internal sealed class UpperException : Exception;

[AttributeUsage(AttributeTargets.All)]
internal sealed class UpperAttribute : Attribute;

internal static class UpperUsesLower
{
    public static LowerUsesNothing? Down { get; set; }
}
