using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Sms.Tests;

/// <summary>A silo as it is composed, started with one setting that cannot work.</summary>
public sealed class OptionBoundsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("sms-options-").FullName;

    /// <summary>Key, value, and what the message must name.</summary>
    public static TheoryData<string, string, string> OutOfRange { get; } = new()
    {
        { "Campaigns:WaveSize", "0", "WaveSize" },
        { "Campaigns:WaveSize", "5001", "WaveSize" },
        { "Campaigns:WavesInFlight", "0", "WavesInFlight" },
        { "Campaigns:WavesInFlight", "257", "WavesInFlight" },
        { "Campaigns:OffersInFlight", "0", "OffersInFlight" },
        { "Campaigns:OffersInFlight", "1001", "OffersInFlight" },
        { "Audit:ActiveDays", "-1", "ActiveDays" },
        { "Audit:ActiveDays", "91", "ActiveDays" },
        { "Audit:At", "1.00:00:00", "At" },
        { "Audit:PerMinute", "0", "PerMinute" },
        { "Audit:PerMinute", "61", "PerMinute" },
        { "Audit:AfterFinish", "-00:00:01", "AfterFinish" },
        { "Audit:AfterFinish", "7.00:00:01", "AfterFinish" },
        { "Sending:OrganizationName", new string('x', 61), "OrganizationName" },
        { "Sending:OptOutLanguage", "", "OptOutLanguage" },
        { "Sending:OptOutLanguage", new string('x', 161), "OptOutLanguage" },
        { "Sending:MaxLength", "0", "MaxLength" },
        { "Conversations:DecideWithin", "10.00:00:01", "DecideWithin" },
        { "Conversations:DecideWithin", "00:00:59", "DecideWithin" },
        { "Conversations:OptInExpiresAfter", "30.00:00:01", "OptInExpiresAfter" },
        { "Conversations:OptInReminderAfter", "-00:00:01", "OptInReminderAfter" },
        { "Conversations:AnswersADay", "0", "AnswersADay" },
        { "Conversations:AnswersADay", "101", "AnswersADay" },
        { "Conversations:Answers:de:Help", new string('x', 481), "Help" },
        { "Sending:MaxLength", "1601", "MaxLength" },
        { "Campaigns:WaitFor", "-00:00:01", "WaitFor" },
        { "Campaigns:WaitFor", "30.00:00:01", "WaitFor" },
        { "Campaigns:ThrottlePeriod", "00:00:00", "ThrottlePeriod" },
        { "Campaigns:ThrottlePeriod", "1.00:00:01", "ThrottlePeriod" },
        { "Sending:SmartSending:CampaignWindow", "-00:00:01", "CampaignWindow" },
        { "Sending:SmartSending:FlowWindow", "30.00:00:01", "FlowWindow" },
        { "Sending:QuietHours:Campaigns", "7", "Sending:QuietHours:Campaigns" },
        { "Sending:QuietHours:Flows", "7", "Sending:QuietHours:Flows" },
        { "Sending:QuietHours:Places:FR:Every", "22:00-08:00", "Sending:QuietHours:Places:FR:Every" },
        { "Sending:QuietHours:Places:XX:Every", "08:00-22:00", "Sending:QuietHours:Places:XX" },
        { "Sending:FrequencyCap:Rules:0:Within", "1.00:00:00", "Sending:FrequencyCap:Rules:0:Messages" },
        { "Sending:FrequencyCap:Rules:0:Messages", "3", "Sending:FrequencyCap:Rules:0:Within" },
        { "Telemetry:SampleRatio", "-0.1", "SampleRatio" },
        { "Telemetry:SampleRatio", "1.1", "SampleRatio" },
        { "Ledger:QueueLimit", "99", "QueueLimit" },
        { "Ledger:QueueLimit", "1000001", "QueueLimit" },
        { "Ledger:MaxBatch", "0", "MaxBatch" },
        { "Ledger:MaxBatch", "10001", "MaxBatch" },
        { "Ledger:Writers", "0", "Writers" },
        { "Ledger:Gather", "-00:00:00.001", "Gather" },
        { "Ledger:Gather", "00:00:01.001", "Gather" },
        { "Ledger:GatherReads", "-00:00:00.001", "GatherReads" },
        { "Ledger:GatherReads", "00:00:01.001", "GatherReads" },
        { "Ledger:Writers", "33", "Writers" },
        { "Ledger:Writers", "18", "PoolSize" },
        { "Ledger:RetryFor", "-00:00:01", "RetryFor" },
        { "Ledger:RetryFor", "00:05:01", "RetryFor" },
        { "Ledger:CommandTimeout", "00:00:00", "CommandTimeout" },
        { "Ledger:CommandTimeout", "01:00:01", "CommandTimeout" },
        { "Ledger:PoolSize", "4", "PoolSize" },
        { "Ledger:PoolSize", "1001", "PoolSize" },
        { "Data:Directory", "", "DataDirectory" },
        { "Gateway:PublicUrl", "example.test", "Gateway:PublicUrl" },
        { "Carriers:sandbox:BaseUrl", "ftp://x", "Carriers:sandbox:BaseUrl" },
        { "Carriers:sandbox:PreviousAuthToken", "", "Carriers:sandbox:PreviousAuthToken" },
        { "Carriers:main:AuthToken", "t", "Carriers:main:AccountSid" },
        { "Carriers:main:AccountSid", "AC1", "Carriers:main:AuthToken" },
        { "Carriers:sandbox:Connections", "0", "Carriers:sandbox:Connections" },
        { "Carriers:sandbox:Connections", "4097", "Carriers:sandbox:Connections" },
        { "Carriers:sandbox:ConnectTimeout", "00:00:00", "Carriers:sandbox:ConnectTimeout" },
        { "Carriers:sandbox:ConnectTimeout", "00:01:01", "Carriers:sandbox:ConnectTimeout" },
        { "Carriers:sandbox:SubmitTimeout", "00:00:00.9", "Carriers:sandbox:SubmitTimeout" },
        { "Carriers:sandbox:SubmitTimeout", "00:00:26", "Carriers:sandbox:SubmitTimeout" },
        { "Carriers:sandbox:LookupTimeout", "00:00:00.9", "Carriers:sandbox:LookupTimeout" },
        { "Carriers:sandbox:LookupTimeout", "00:01:01", "Carriers:sandbox:LookupTimeout" },
        { "Carriers:sandbox:BreakAfter", "0", "Carriers:sandbox:BreakAfter" },
        { "Carriers:sandbox:BreakAfter", "10001", "Carriers:sandbox:BreakAfter" },
        { "Carriers:sandbox:BreakFor", "00:00:00", "Carriers:sandbox:BreakFor" },
        { "Carriers:sandbox:BreakFor", "00:05:01", "Carriers:sandbox:BreakFor" },
        { "SendingNumbers:0:Number", "12", "SendingNumbers:0:Number" },
        { "SendingNumbers:0:Type", "fax", "SendingNumbers:0:Type" },
        { "SendingNumbers:0:Carrier", "other", "SendingNumbers:0:Carrier" },
        { "SendingNumbers:0:Countries:0", "Germany", "SendingNumbers:0:Countries" },
        { "SendingNumbers:0:SegmentsPerSecond", "-1", "SendingNumbers:0:SegmentsPerSecond" },
        { "SendingNumbers:0:SegmentsPerSecond", "100001", "SendingNumbers:0:SegmentsPerSecond" },
        { "SendingNumbers:0:SegmentsPerSecond", "NaN", "SendingNumbers:0:SegmentsPerSecond" },
        { "Hygiene:At", "1.00:00:00", "At" },
        { "Hygiene:Failures:device_unreachable:AtLeast", "0", "Hygiene:Failures:device_unreachable:AtLeast" },
        { "Hygiene:Failures:device_unreachable:WithinDays", "3651", "Hygiene:Failures:device_unreachable:WithinDays" },
        { "Hygiene:Failures:unknown_error:UnlessReceivedWithinDays", "0", "Hygiene:Failures:unknown_error:UnlessReceivedWithinDays" },
        { "Hygiene:Failures:mine:AtLeast", "2", "Hygiene:Failures:mine:Failure" },
        { "Hygiene:Failures:sunset:Failure", "Unknown", "Hygiene:Failures:sunset" },
        { "Hygiene:Failures:Not a name:Failure", "Unknown", "Hygiene:Failures:Not a name" },
        { "Hygiene:Sunset:Weeks", "0", "Hygiene:Sunset:Weeks" },
        { "Hygiene:Sunset:AtLeastSent", "1001", "Hygiene:Sunset:AtLeastSent" },
        { "Sandbox:Url", "https://localhost:5081", "Sandbox:Url" },
        { "Sandbox:CallbackConnections", "0", "CallbackConnections" },
        { "Sandbox:CallbackConnections", "1025", "CallbackConnections" },
        { "Sandbox:Patience", "-00:00:01", "Patience" },
        { "Sandbox:Patience", "1.00:00:01", "Patience" },
        { "Sandbox:CallbackTimeout", "00:00:00", "CallbackTimeout" },
        { "Sandbox:CallbackTimeout", "00:01:01", "CallbackTimeout" },
        { "Sandbox:SilentRate", "1.01", "SilentRate" },
        { "Sandbox:LostRate", "-0.01", "LostRate" },
        { "Sandbox:DuplicateRate", "1.01", "DuplicateRate" },
        { "Sandbox:ReorderRate", "-0.01", "ReorderRate" },
        { "Sandbox:ShuffleRate", "1.01", "ShuffleRate" },
        { "Sandbox:EarlyRate", "-0.01", "EarlyRate" },
        { "Sandbox:ThrottleRate", "1.01", "ThrottleRate" },
        { "Sandbox:ErrorUnsentRate", "-0.01", "ErrorUnsentRate" },
        { "Sandbox:ErrorSentRate", "1.01", "ErrorSentRate" },
        { "Sandbox:HangUnsentRate", "-0.01", "HangUnsentRate" },
        { "Sandbox:HangSentRate", "1.01", "HangSentRate" },
        { "Sandbox:SilentRate", "NaN", "SilentRate" },
        { "Sandbox:SentDelayMin", "-1", "SentDelayMin" },
        { "Sandbox:SentDelayMax", "86400001", "SentDelayMax" },
        { "Sandbox:SentDelayMin", "86400000", "SentDelayMax is below" },
        { "Sandbox:FinalDelayMin", "-1", "FinalDelayMin" },
        { "Sandbox:FinalDelayMax", "86400001", "FinalDelayMax" },
        { "Sandbox:FinalDelayMin", "86400000", "FinalDelayMax is below" },
        { "Sandbox:AnswerDelayMin", "-1", "AnswerDelayMin" },
        { "Sandbox:AnswerDelayMax", "86400001", "AnswerDelayMax" },
        { "Sandbox:AnswerDelayMin", "86400000", "AnswerDelayMax is below" },
        { "Sandbox:DuplicateCount", "-1", "DuplicateCount" },
        { "Sandbox:DuplicateCount", "101", "DuplicateCount" },
        { "Sandbox:DuplicateCountMin", "2", "DuplicateCountMin" },
        { "Sandbox:HangFor", "-1", "HangFor" },
        { "Sandbox:HangFor", "600001", "HangFor" },
        { "Sandbox:Failures:30003", "1.1", "Failures" },
        { "Sandbox:Failures:30003", "1", "Failures and SilentRate" },
        { "Sandbox:Refusals:deny", "0.1", "Refusals" },
        { "Sandbox:Numbers:777", "vanished", "vanished" },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public async Task A_setting_out_of_its_bounds_stops_the_start_and_is_named(string key, string value, string named)
    {
        using var host = Build(key, value);
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));
        Assert.Contains(failure.Failures, text => text.Contains(named, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Ledger:Writers", "two")]
    [InlineData("Campaigns:WaveSize", "1e99")]
    [InlineData("Sandbox:Patience", "soon")]
    [InlineData("Sending:QuietHours:Campaigns", "sometimes")]
    public async Task A_setting_of_another_kind_stops_the_start_and_is_named(string key, string value)
    {
        using var host = Build(key, value);
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync(TestContext.Current.CancellationToken));
        Assert.Contains(key, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_option_with_bounds_is_tried()
    {
        var tried = OutOfRange.Select(row => row.Data.Item3[(row.Data.Item3.LastIndexOf(':') + 1)..]).ToHashSet();
        Type[] annotated =
            [typeof(CampaignOptions), typeof(SendingOptions), typeof(SmartSendingOptions), typeof(LedgerOptions), typeof(AuditOptions), typeof(TelemetryOptions), typeof(SandboxOptions), typeof(SandboxBehaviour)];
        Assert.All(annotated.SelectMany(type => type.GetProperties()).Where(HasAnnotation), option => Assert.Contains(option.Name, tried));
        Type[] weighed = [typeof(CarrierOptions), typeof(SendingNumberOptions)];
        Assert.All(weighed.SelectMany(type => type.GetProperties()).Where(IsQuantity), option => Assert.Contains(option.Name, tried));

        static bool HasAnnotation(PropertyInfo option) => option.GetCustomAttributes<ValidationAttribute>().Any();
        static bool IsQuantity(PropertyInfo option) => option.PropertyType == typeof(int) || option.PropertyType == typeof(double) || option.PropertyType == typeof(TimeSpan);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private IHost Build(string key, string value)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Data:Directory"] = folder, [key] = value });
        builder.AddSmsSilo();
        return builder.Build();
    }
}
