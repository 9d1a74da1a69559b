#if !NET
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace RxTim;

/// <summary>Gives netstandard2.1 the checks of texts and ranges that .NET has, so that the code has one way of checking.</summary>
internal static class ArgumentChecksPolyfill
{
    extension(ArgumentException)
    {
        public static void ThrowIfNullOrEmpty(
            [NotNull] string? argument, [CallerArgumentExpression(nameof(argument))] string? paramName = null)
        {
            ArgumentNullException.ThrowIfNull(argument, paramName);
            if (argument.Length == 0)
                throw new ArgumentException("The value cannot be an empty string.", paramName);
        }
    }

    extension(ArgumentOutOfRangeException)
    {
        public static void ThrowIfLessThan<T>(
            T value, T other, [CallerArgumentExpression(nameof(value))] string? paramName = null)
            where T : IComparable<T>
        {
            if (value.CompareTo(other) < 0)
                throw new ArgumentOutOfRangeException(paramName, value, $"{paramName} must be at least {other}.");
        }

        public static void ThrowIfGreaterThan<T>(
            T value, T other, [CallerArgumentExpression(nameof(value))] string? paramName = null)
            where T : IComparable<T>
        {
            if (value.CompareTo(other) > 0)
                throw new ArgumentOutOfRangeException(paramName, value, $"{paramName} must be at most {other}.");
        }

        public static void ThrowIfNegative(int value, [CallerArgumentExpression(nameof(value))] string? paramName = null) =>
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 0, paramName);
    }
}
#endif
