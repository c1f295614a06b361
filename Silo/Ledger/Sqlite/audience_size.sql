-- How many were chosen when the audience was fixed.
select size from campaign_audience where campaign = @campaign
