-- Who waits: how many and until when (the row without a wave), and the waves with somebody who is due.
select null as wave, count(*), min(due_at) from campaign_deferral where campaign = @campaign and due_at is not null
union all
select distinct ordinal / @wave_size, 0, null from campaign_deferral where campaign = @campaign and due_at <= @now
order by wave
