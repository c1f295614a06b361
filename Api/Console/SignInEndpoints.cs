namespace Sms;

/// <summary>Signing in with an API key, and out again.</summary>
internal static class SignInEndpoints
{
    public static async Task<IResult> SignInAsync(HttpContext context, ConsoleSession session, SignInLimiter limiter)
    {
        if (!SameOrigin.Holds(context.Request)) return Refuse(StatusCodes.Status403Forbidden, "This form was sent from another site. Sign in here.");
        if (!context.Request.HasFormContentType) return Refuse(StatusCodes.Status415UnsupportedMediaType, "Send the form.");
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var key = form["key"].ToString().Trim();
        if (key.Length == 0) return Refuse(StatusCodes.Status422UnprocessableEntity, "Enter an API key.");
        // A right key opens however many wrong ones came: behind a proxy all have one address, and a stranger must not lock operators out.
        if (session.TryOpen(context, key)) return TypedResults.Redirect("/");
        if (limiter.MayTry(context)) return Refuse(StatusCodes.Status403Forbidden, "This API key is not known here.");
        context.Response.Headers.RetryAfter = ((int)SignInLimiter.Window.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Refuse(StatusCodes.Status429TooManyRequests, "Too many attempts. Wait a minute, then try again.");
    }

    public static IResult SignOut(HttpContext context, ConsoleSession session)
    {
        if (!SameOrigin.Holds(context.Request)) return Refuse(StatusCodes.Status403Forbidden, "This form was sent from another site.");
        session.Close(context);
        return TypedResults.Redirect("/");
    }

    private static ConsoleResult Refuse(int status, string problem) => new(SignInPage.Render(problem), status);
}
