namespace Sms;

/// <summary>A message a person was sent, or may have been: the provider took it, or never answered.</summary>
/// <param name="Message">Default where it was accepted long before this offer.</param>
/// <param name="Tags">Of its campaign; only known where a cap looks at tags.</param>
internal readonly record struct RecentSend(DateTimeOffset At, SourceId Source, MessageId Message, IReadOnlyList<string>? Tags = null);
