-- The smart-sending windows as they were set over time.
select since, campaign, flow from smart_window order by since
