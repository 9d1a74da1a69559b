namespace RxTim;

/// <summary>An identifier without a result, and where it stands in the order asked.</summary>
internal readonly record struct OpenIdentifier(string Identifier, long Ordinal);

/// <summary>Makes the error of a send that stops.</summary>
internal static class SendError
{
    public static TimException Make(
        int code,
        string message,
        Exception? inner,
        long attempted,
        long answered,
        IReadOnlyList<OpenIdentifier> refused,
        IReadOnlyList<OpenIdentifier> unanswered)
    {
        var counts = $"{attempted} identifiers were handed over: {answered} have their result, {refused.Count} were refused, "
            + $"{unanswered.Count} are without an answer. None after them was attempted.";
        return new TimException(code, $"{message} {counts}", inner)
        {
            Attempted = attempted,
            Answered = answered,
            Refused = [.. refused.Select(static open => open.Identifier)],
            RefusedOrdinals = [.. refused.Select(static open => open.Ordinal)],
            Unanswered = [.. unanswered.Select(static open => open.Identifier)],
            UnansweredOrdinals = [.. unanswered.Select(static open => open.Ordinal)],
        };
    }

    /// <summary>The error of a send whose interceptor failed, with those whose results the consumer will not see.</summary>
    /// <param name="error">The error that the send has without that, if any.</param>
    /// <param name="fault">What failed.</param>
    /// <param name="delivered">How many results the consumer has.</param>
    /// <param name="lost">Whose results it will not see.</param>
    public static TimException OfInterceptor(TimException? error, InterceptorException fault, long delivered, List<OpenIdentifier> lost) =>
        new(fault.Code, $"{fault.Message} {delivered} results were delivered, {lost.Count} were not.", fault.InnerException)
        {
            Attempted = error?.Attempted ?? delivered + lost.Count,
            Answered = delivered,
            Refused = error?.Refused ?? [],
            RefusedOrdinals = error?.RefusedOrdinals ?? [],
            Unanswered = [.. error?.Unanswered ?? [], .. lost.Select(static open => open.Identifier)],
            UnansweredOrdinals = [.. error?.UnansweredOrdinals ?? [], .. lost.Select(static open => open.Ordinal)],
        };

    /// <summary>What is told of a source that failed.</summary>
    public static (int Code, string Message, Exception Inner) OfSource(Exception thrown) =>
        (TimErrorCodes.InvalidParameters, $"The identifier source failed: {thrown.Message}", thrown);
}
