using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Sms;

/// <summary>What the grains need besides their ports.</summary>
public static class GrainsRegistration
{
    public static IServiceCollection AddGrainServices(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CampaignOptions>().Bind(configuration.GetSection("Campaigns")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<SendingOptions>().Bind(configuration.GetSection("Sending")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<SubmitWindowOptions>().Bind(configuration.GetSection(SubmitWindowOptions.Section)).ValidateDataAnnotations()
            .Validate(window => window.Smallest <= window.Largest, "Sending:SubmitWindow:Smallest may not exceed Sending:SubmitWindow:Largest").ValidateOnStart();
        services.AddOptions<ConfirmationOptions>().Bind(configuration.GetSection("Confirmation")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<AuditOptions>().Bind(configuration.GetSection("Audit")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ConversationOptions>().Bind(configuration.GetSection(ConversationOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<MessageCounters>();
        services.AddSingleton<CarrierCounters>();
        services.AddSingleton<CarrierDesk>();
        services.AddSingleton<ICarrierDoor>(provider => provider.GetRequiredService<CarrierDesk>());
        services.AddSingleton<BatchBook>();
        services.AddSingleton<WaveCounters>();
        services.AddSingleton<CampaignCounters>();
        services.AddSingleton<VariationFigures>();
        services.AddSingleton<FlowCounters>();
        services.AddSingleton<FlowFigures>();
        services.AddSingleton<SubmitWindows>();
        services.AddSingleton<NumberCounters>();
        services.AddSingleton<NumberPaces>();
        services.AddSingleton<CampaignLedger>();
        services.AddSingleton<CampaignAudiences>();
        services.AddSingleton<SegmentResolver>();
        services.AddSingleton<AuditCounters>();
        services.AddOptions<QuietHoursOptions>().Bind(configuration.GetSection(QuietHoursOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<QuietHoursOptions>, QuietHoursValidator>();
        services.AddOptions<SmartSendingOptions>().Bind(configuration.GetSection(SmartSendingOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<FrequencyCapOptions>().Bind(configuration.GetSection(FrequencyCapOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<FrequencyCapOptions>, FrequencyCapValidator>();
        services.AddOptions<HygieneOptions>().Bind(configuration.GetSection(HygieneOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<HygieneOptions>, HygieneValidator>();
        services.AddSingleton<HygieneRules>();
        services.AddSingleton<HygieneDesk>();
        services.AddSingleton<QuietPlaces>();
        services.AddSingleton<SendingHistory>();
        services.AddSingleton<OfferDesk>();
        services.AddSingleton<Answers>();
        services.AddSingleton<OptInRequests>();
        services.AddSingleton<ConversationDesk>();
        services.AddSingleton<ConversationCounters>();
        services.AddSingleton<PeopleCounters>();
        services.AddSingleton<ProviderReads>();
        services.AddSingleton<ReceiptParking>();
        services.AddSingleton<ParkingCounters>();
        services.AddSingleton<SubscriberSecret>();
        return services;
    }
}
