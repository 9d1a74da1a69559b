using System.ComponentModel;

namespace RxTim.Architecture.Tests.Fixture;

// Each uses one type of the folder above it, in one way.
internal sealed class LowerUsesNothing
{
    public static void Generic<T>()
    {
    }
}

internal sealed class LowerBase : UpperClass;

internal sealed class LowerInterface : IUpper;

internal interface ILowerInterface : IUpper;

internal static class LowerField
{
    public static readonly UpperEnum[] Of = [];
}

internal sealed class LowerProperty
{
    public List<UpperStruct[]?>? Of { get; set; }
}

internal interface ILowerParameter
{
    void Take(in UpperStruct value);
}

internal delegate UpperEnum LowerReturn();

internal sealed class LowerConstraint<T>
    where T : IUpper;

[Upper]
internal enum LowerAttribute;

[TypeConverter(typeof(UpperClass))]
internal sealed class LowerAttributeArgument;

internal static class LowerCall
{
    public static void Run() => UpperClass.Method();
}

internal static class LowerFieldAccess
{
    public static int Run() => UpperClass.Field;
}

internal static class LowerNew
{
    public static object Run() => new UpperClass.Nested();
}

internal static class LowerCast
{
    public static bool Run(object value) => value is IUpper;
}

internal static class LowerTypeof
{
    public static Type Run() => typeof(UpperDelegate);
}

internal static class LowerCatch
{
    public static void Run(Action run)
    {
        try
        {
            run();
        }
        catch (UpperException)
        {
            throw new InvalidOperationException();
        }
    }
}

internal static class LowerLocal
{
    public static int Run()
    {
        Span<UpperStruct> values = stackalloc UpperStruct[2];
        return values.Length;
    }
}

internal static class LowerLambda
{
    public static Func<int> Run() => static () => UpperClass.Field;
}

internal static class LowerAsync
{
    public static async Task RunAsync()
    {
        await Task.Yield();
        UpperClass.Method();
    }
}

internal static class LowerGenericArgument
{
    public static void Run() => LowerUsesNothing.Generic<UpperEnum>();
}

internal static class LowerNested
{
    public static class Deep
    {
        public static void Run() => UpperClass.Method();
    }
}

internal static unsafe class LowerPointer
{
    public static void Run(delegate*<UpperEnum, void> pointer) => pointer(default);
}
