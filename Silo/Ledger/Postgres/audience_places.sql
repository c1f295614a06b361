-- The end of the statements that fix an audience, after "chosen": subscriber, letter (the code of the id's first), number (from 0, in order of id).
-- Blocks of ordinals belong to the partitions in turn, and the first letter of an id tells the person's partition. In order of id its people fill its blocks.
-- Who finds them full moves to an ordinal that another partition has nobody for, so there are no gaps.
), share as (
    -- The people of a letter are neighbours, wherever it sorts: the first one's number tells how many stand before them.
    select letter, turn, coalesce(before, 0) as before, coalesce(people, 0) as people, (sum(coalesce(people, 0)) over ())::int as size
    from (
        select ascii(letter) as letter, (partition::int - 1 - @first + @partitions) % @partitions as turn
        from unnest(string_to_array(@letters, null)) with ordinality as l (letter, partition)
    ) t
    full join (select letter, min(number) as before, count(*)::int as people from chosen group by letter) c using (letter)
), room as (
    -- Ordinals a partition has: those of the rounds that are full, and what its block has of the last. A letter that is no partition's has none.
    select *, case when turn is null then 0
        else size / (@partitions * @block) * @block + least(greatest(size % (@partitions * @block) - turn * @block, 0), @block) end as slots
    from share
), free as materialized (
    select array_agg(ordinal order by ordinal) as ordinals
    from room, generate_series(people, slots - 1) r, lateral (select (r / @block * @partitions + turn) * @block + r % @block as ordinal) o
), place as materialized (
    select *, (sum(greatest(people - slots, 0)) over (order by before, people))::int - greatest(people - slots, 0) as moved_before from room
), fixed as (
    insert into campaign_audience (campaign, size, taken_at)
    select @campaign, min(size), @taken_at from share
    on conflict (campaign) do nothing
    returning size
), written as (
    insert into campaign_recipient (campaign, ordinal, subscriber)
    select @campaign, ordinal, subscriber from (
        select subscriber, case when r < slots then (r / @block * @partitions + turn) * @block + r % @block
            else (select ordinals from free)[moved_before + r - slots + 1] end as ordinal
        from chosen join place using (letter), lateral (select number - before as r) n
        where exists (select from fixed)
        -- In any other order the index costs more than the sort.
        order by ordinal
    ) o
)
select size from fixed
