namespace Sms;

/// <summary>
/// The one place where ids become grain keys. Grains whose state goes through AdoNet storage get a noun before the id: that storage reads
/// keys that look like hex or digits as numbers, and two of them can then share a row. Grains that are called for every message go through
/// <see cref="GrainKind{TGrain}"/>.
/// </summary>
public static class GrainKeys
{
    extension(IGrainFactory grains)
    {
        public IMessageGrain Message(MessageId id) => GrainKind<IMessageGrain>.Of(grains, id.Value);
        public ISubscriberGrain Subscriber(SubscriberId id) => GrainKind<ISubscriberGrain>.Of(grains, id.Value);
        public IListGrain List(ListId id) => grains.GetGrain<IListGrain>("list/" + id.Value);
        public IListsGrain Lists() => grains.GetGrain<IListsGrain>("lists/all");
        public ICampaignGrain Campaign(CampaignId id) => GrainKind<ICampaignGrain>.Of(grains, "campaign/" + id.Value);
        public ICampaignsGrain Campaigns() => grains.GetGrain<ICampaignsGrain>("campaigns/all");
        /// <param name="first">Ordinal of its first recipient: it says where the wave lives.</param>
        public ICampaignWaveGrain Wave(CampaignId campaign, int wave, int first) =>
            grains.GetGrain<ICampaignWaveGrain>(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"wave/{campaign.Value}/{wave}/{first}"));
        public ICampaignAuditGrain CampaignAudit(CampaignId campaign) => grains.GetGrain<ICampaignAuditGrain>("campaign-audit/" + campaign.Value);
        public IFlowGrain Flow(FlowId id) => grains.GetGrain<IFlowGrain>("flow/" + id.Value);
        public IFlowRunGrain FlowRun(FlowId id) => grains.GetGrain<IFlowRunGrain>("flow-run/" + id.Value);
        public IFlowsGrain Flows() => grains.GetGrain<IFlowsGrain>("flows/all");
        public ISelfAuditGrain SelfAudit() => grains.GetGrain<ISelfAuditGrain>("self-audit/all");
        public ISweepGrain Sweep(string stageAndCarrier) => grains.GetGrain<ISweepGrain>("sweep/" + stageAndCarrier);
        public IResendGrain Resend(MessageId message) => grains.GetGrain<IResendGrain>("resend/" + message.Value);
        public IReconciliationGrain Reconciliation(string carrier) => grains.GetGrain<IReconciliationGrain>("reconciliation/" + carrier);
        public IParkingGrain Parking() => grains.GetGrain<IParkingGrain>("parking/all");
        public ICarrierGrain Carrier(string name) => GrainKind<ICarrierGrain>.Of(grains, name);
        public IIntakeGrain Intake(int number) => GrainKind<IIntakeGrain>.Of(grains, number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        public ISiloDeskGrain SiloDesk(string silo) => GrainKind<ISiloDeskGrain>.Of(grains, silo);
        public IProfilesGrain Profiles() => grains.GetGrain<IProfilesGrain>(0);
        public IPrivacyGrain Privacy() => grains.GetGrain<IPrivacyGrain>(0);
        public ICleaningGrain Cleaning(string id) => grains.GetGrain<ICleaningGrain>("cleaning/" + id);
        public ICleaningsGrain Cleanings() => grains.GetGrain<ICleaningsGrain>("cleanings/all");
        public IHygieneGrain Hygiene() => grains.GetGrain<IHygieneGrain>("hygiene/all");
        public ISegmentGrain Segment(SegmentId id) => grains.GetGrain<ISegmentGrain>("segment/" + id.Value);
        public ISegmentsGrain Segments() => grains.GetGrain<ISegmentsGrain>("segments/all");
        public IImportGrain Import(string id) => grains.GetGrain<IImportGrain>("import/" + id);
        public IImportsGrain Imports() => grains.GetGrain<IImportsGrain>("imports/all");
        public IConversationsGrain Conversations() => grains.GetGrain<IConversationsGrain>(0);
        public ISmsKeywordsGrain SmsKeywords() => grains.GetGrain<ISmsKeywordsGrain>("keywords/all");
        public INumberGrain Number(string number) => grains.GetGrain<INumberGrain>("number/" + number);
        public ISendingNumbersGrain SendingNumbers() => grains.GetGrain<ISendingNumbersGrain>("numbers/all");
        public IMetricsGrain Metrics() => grains.GetGrain<IMetricsGrain>(0);
    }
}
