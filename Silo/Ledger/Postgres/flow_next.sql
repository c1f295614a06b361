-- When the next one is due: the first of the index of those who are.
select due_at from flow_entry where flow = @flow and due_at is not null order by due_at limit 1
