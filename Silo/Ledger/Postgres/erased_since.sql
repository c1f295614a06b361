-- Who was erased since then.
select id from erased where at >= @since order by at
