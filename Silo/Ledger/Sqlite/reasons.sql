-- Why people of a campaign were skipped (their messages' streams begin with the campaign's id), and why some are put off now.
select 0, detail ->> 'reason', count(*) from event
where born = @born and stream >= @first and stream < @beyond and metric = 10
group by 2
union all
select 1, cast(reason as text), count(*) from campaign_deferral where campaign = @campaign and due_at is not null
group by 2
