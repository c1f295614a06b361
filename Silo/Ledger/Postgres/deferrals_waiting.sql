-- Who waits: how many and until when (the row without a wave), and the waves with somebody who is due, and how many of them. A wave follows from the ordinal as
-- WavePlan has it: those whom variations are tried on first, then the others, each cut into shares and these into waves.
select null::integer as wave, count(*), min(due_at) from campaign_deferral where campaign = @campaign and due_at is not null
union all
select
    case
        when ordinal < @test then ordinal / @share * @per_share + ordinal % @share / @wave_size
        else @test_waves + (ordinal - @test) / @share * @per_share + (ordinal - @test) % @share / @wave_size
    end,
    count(*), null::timestamptz
from campaign_deferral
where campaign = @campaign and due_at <= @now
group by 1
order by wave
