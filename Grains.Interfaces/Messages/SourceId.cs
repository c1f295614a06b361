using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Sms;

public enum SourceKind { Campaign, Flow, Conversation }

/// <summary>What a message was sent for: <c>campaign/{ulid}</c>, <c>flow/{ulid}</c> or <c>conversation/{ulid}</c>. Receipts are counted for it.</summary>
[GenerateSerializer, Immutable, Alias("source-id")]
public readonly record struct SourceId([property: Id(0)] string Value)
{
    public static SourceId Of(CampaignId campaign) => new("campaign/" + campaign.Value);

    public static SourceId Of(FlowId flow) => new("flow/" + flow.Value);

    /// <summary>A person's conversation: there is one, and its id follows from the person's.</summary>
    public static SourceId OfConversation(SubscriberId person) => new("conversation/" + UlidText.Of(SHA256.HashData(Encoding.ASCII.GetBytes("conversation/" + person.Value))));

    public SourceKind Kind => Value[0] switch
    {
        'c' when Value.StartsWith("campaign/", StringComparison.Ordinal) => SourceKind.Campaign,
        'f' => SourceKind.Flow,
        _ => SourceKind.Conversation,
    };

    /// <summary>The ULID after the slash.</summary>
    public string Key => Value[(Value.IndexOf('/', StringComparison.Ordinal) + 1)..];

    public static bool TryParse([NotNullWhen(true)] string? text, out SourceId id)
    {
        id = default;
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        if (slash < 0 || text![..slash] is not ("campaign" or "flow" or "conversation") || !text.AsSpan(slash + 1).IsUlid()) return false;
        id = new SourceId(text);
        return true;
    }

    public override string ToString() => Value;
}
