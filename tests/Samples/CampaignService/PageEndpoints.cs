using Microsoft.AspNetCore.Http.HttpResults;

namespace CampaignService;

/// <summary>The page that shows campaigns live.</summary>
internal static class PageEndpoints
{
    public static void MapPage(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", static (HttpContext context) => File(context, "campaigns.html", "text/html; charset=utf-8"));
        app.MapGet("/campaigns.js", static (HttpContext context) => File(context, "campaigns.js", "text/javascript; charset=utf-8"));
        app.MapGet("/campaigns.css", static (HttpContext context) => File(context, "campaigns.css", "text/css; charset=utf-8"));
    }

    private static FileStreamHttpResult File(HttpContext context, string name, string type)
    {
        // Nothing but the page's own script runs, whatever a message or an identifier says.
        context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; frame-ancestors 'none'";
        return TypedResults.Stream(typeof(PageEndpoints).Assembly.GetManifestResourceStream(name)!, type);
    }
}
