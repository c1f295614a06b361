-- The gateway has answered.
update inbound set answered_at = @at, status = @status where sid = @sid;
