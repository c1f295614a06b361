-- After a batch in which not every first event was inserted: which ids are stored under the keys? One's own id means that an earlier attempt
-- was committed though its answer was lost; another id means that another activation wrote first.
select e.born, e.stream, e.version, e.id
from unnest($1::integer[], $2::text[], $3::integer[]) as k (born, stream, version)
join event e on e.born = k.born and e.stream = k.stream and e.version = k.version
