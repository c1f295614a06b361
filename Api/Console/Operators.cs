namespace Sms;

/// <summary>Who may look behind the gateway: who signed in to the console, or sends an API key.</summary>
internal sealed class Operators(ConsoleSession session, ApiKeys keys)
{
    public bool Admit(HttpContext context) =>
        session.IsOpen(context.Request) || (ApiKeys.Read(context.Request.Headers.Authorization) is { } key && keys.Find(key) >= 0);
}
