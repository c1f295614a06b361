namespace Sms;

/// <summary>Signing in with an API key, and out again.</summary>
internal static class SignInEndpoints
{
    public static async Task<IResult> SignInAsync(HttpContext context, ConsoleSession session, SignInLimiter limiter)
    {
        if (!SameOrigin.Holds(context.Request)) return Refuse(StatusCodes.Status403Forbidden, "This form was sent from another site. Sign in here.");
        if (!limiter.MayTry(context))
        {
            context.Response.Headers.RetryAfter = ((int)SignInLimiter.Window.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
            return Refuse(StatusCodes.Status429TooManyRequests, "Too many attempts. Wait a minute, then try again.");
        }

        if (!context.Request.HasFormContentType) return Refuse(StatusCodes.Status415UnsupportedMediaType, "Send the form.");
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var key = form["key"].ToString().Trim();
        if (key.Length == 0) return Refuse(StatusCodes.Status422UnprocessableEntity, "Enter an API key.");
        return session.TryOpen(context, key)
            ? TypedResults.Redirect("/")
            : Refuse(StatusCodes.Status403Forbidden, "This API key is not known here.");
    }

    public static IResult SignOut(HttpContext context, ConsoleSession session)
    {
        if (!SameOrigin.Holds(context.Request)) return Refuse(StatusCodes.Status403Forbidden, "This form was sent from another site.");
        session.Close(context);
        return TypedResults.Redirect("/");
    }

    private static ConsoleResult Refuse(int status, string problem) => new(SignInPage.Render(problem), status);
}
