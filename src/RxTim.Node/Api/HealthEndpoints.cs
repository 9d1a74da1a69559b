using System.Text.Json;

namespace RxTim.Node;

/// <summary>What a supervisor and a load balancer ask.</summary>
internal sealed class HealthEndpoints(ClusterDoor door)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", static context => AnswerAsync(context, StatusCodes.Status200OK, "live", null));
        routes.MapGet("/health/ready", context => door.Fault is { } fault
            ? AnswerAsync(context, StatusCodes.Status503ServiceUnavailable, "unavailable", fault)
            : AnswerAsync(context, StatusCodes.Status200OK, "ready", null));
    }

    private static Task AnswerAsync(HttpContext context, int status, string state, string? why)
    {
        var reason = why is null ? "" : $",\"error\":\"{JsonEncodedText.Encode(why)}\"";
        return ApiAnswers.WriteAsync(context, status, System.Text.Encoding.UTF8.GetBytes($"{{\"status\":\"{state}\"{reason}}}"));
    }
}
