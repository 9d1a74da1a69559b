#if !NET
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace RxTim;

/// <summary>Gives netstandard2.1 the null check that .NET has, so that the code has one way of checking.</summary>
internal static class ThrowIfNullPolyfill
{
    extension(ArgumentNullException)
    {
        public static void ThrowIfNull(
            [NotNull] object? argument, [CallerArgumentExpression(nameof(argument))] string? paramName = null)
        {
            if (argument is null)
                throw new ArgumentNullException(paramName);
        }
    }
}
#endif
