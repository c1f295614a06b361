using Orleans.Storage;
using Sms.Testing;

namespace Sms.Tests;

/// <summary>What every database must do with receipts that wait for their message.</summary>
public abstract class ParkingConformance(LedgerDatabaseFixture database)
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private readonly LedgerFacts facts = new(Noon);
    private readonly string carrier = "c" + Guid.NewGuid().ToString("N");

    private ILedger Ledger => database.Harness.Ledger;
    private IParkingStore Parking => database.Harness.Parking;

    [Fact]
    public async Task A_parked_receipt_comes_back_as_its_adapter_read_it()
    {
        var whole = Receipt("SM1", Noon, DeliveryStatus.Failed) with { VendorCode = "30003", Failure = FailureType.DeviceUnreachable, Part = "2" };
        var parked = await ParkAsync("nobody", whole);
        var unreadable = parked with { Id = Guid.CreateVersion7(Noon), Receipt = null, VendorStatus = "teleported", ProviderId = null };
        await Ledger.CommitAsync(new LedgerEntry(new StreamId("x", facts.Born), []) { Parked = unreadable });

        Assert.Equal(new ParkedItem(parked, null), await Parking.ReadOneAsync(parked.Id));
        Assert.Equal(new ParkedItem(unreadable, null), await Parking.ReadOneAsync(unreadable.Id));
        Assert.Null(await Parking.ReadOneAsync(Guid.NewGuid()));
    }

    [Fact]
    public async Task A_providers_id_is_noted_with_the_acceptance_or_not_at_all()
    {
        var parked = await ParkAsync("nobody", Receipt("SM7", Noon, DeliveryStatus.Delivered));
        var keys = new[] { "SM7", "SM8" }.Select(id => new ProviderKey(carrier, id, facts.Message(7), Noon)).ToList();
        await Ledger.CommitAsync(facts.Entry(7, 1, Metric.Submitting));
        var accepted = facts.Entry(7, 2, Metric.RelayedSms) with { ProviderKeys = keys };
        await Ledger.CommitAsync(accepted);
        await Ledger.CommitAsync(accepted);
        await Assert.ThrowsAsync<InconsistentStateException>(() => Ledger.CommitAsync(
            facts.Entry(7, 2, Metric.RelayedSms) with { ProviderKeys = [new ProviderKey(carrier, "SM9", facts.Message(7), Noon)] }));

        Assert.Equal(facts.Message(7), await Parking.FindMessageAsync(carrier, "SM7"));
        Assert.Equal(facts.Message(7), await Parking.FindMessageAsync(carrier, "SM8"));
        Assert.Null(await Parking.FindMessageAsync(carrier, "SM9"));
        Assert.Null(await Parking.FindMessageAsync("another", "SM7"));
        Assert.Equal([new ParkedItem(parked, facts.Message(7))], await Parking.ReadByProviderAsync(carrier, ["SM7", "SM8"]));
        Assert.Empty(await Parking.ReadByProviderAsync(carrier, ["SM8"]));
    }

    [Fact]
    public async Task Parked_receipts_are_paged_in_order_of_arrival_and_expire_from_the_oldest()
    {
        var year = Noon.AddYears(-20);
        var parked = new List<ParkedReceipt>();
        for (var i = 0; i < 7; i++) parked.Add(await ParkAsync("nobody", Receipt($"SM{i}", year.AddMinutes(i / 2), DeliveryStatus.Delivered)));
        var expected = parked.OrderBy(one => one.At).ThenBy(one => one.Id.ToString(), StringComparer.Ordinal).Select(one => one.Id).ToList();

        var (found, at, after) = (new List<Guid>(), year, Guid.Empty);
        while (await Parking.ReadAsync(at, after, 3) is { Count: > 0 } page && page[0].Parked.At < year.AddDays(1))
        {
            found.AddRange(page.Where(item => item.Parked.Carrier == carrier).Select(item => item.Parked.Id));
            (at, after) = (page[^1].Parked.At, page[^1].Parked.Id);
        }

        Assert.Equal(expected, found);
        await Parking.DeleteAsync(parked[6].Id);
        Assert.Equal(4, await Parking.ExpireAsync(year.AddMinutes(2)));
        Assert.Equal(0, await Parking.ExpireAsync(year.AddMinutes(2)));
        Assert.Null(await Parking.ReadOneAsync(parked[0].Id));
        Assert.NotNull(await Parking.ReadOneAsync(parked[5].Id));
    }

    private DeliveryReceipt Receipt(string providerId, DateTimeOffset at, DeliveryStatus status) => new()
    {
        Carrier = carrier,
        ProviderId = providerId,
        Status = status,
        VendorStatus = "word",
        Raw = "x=1",
        ArrivedAt = at,
    };

    private async Task<ParkedReceipt> ParkAsync(string name, DeliveryReceipt receipt)
    {
        var parked = new ParkedReceipt(Guid.CreateVersion7(receipt.ArrivedAt), receipt.ArrivedAt, carrier, name, receipt.ProviderId, receipt.VendorStatus, receipt.Raw)
        {
            Receipt = receipt,
        };
        await Ledger.CommitAsync(new LedgerEntry(new StreamId(name, facts.Born), []) { Parked = parked });
        return parked;
    }
}
