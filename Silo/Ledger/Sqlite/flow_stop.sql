-- Ends a flow for everybody who is in it.
update flow_entry set outcome = 3, due_at = null where flow = @flow and due_at is not null;

select changes();
