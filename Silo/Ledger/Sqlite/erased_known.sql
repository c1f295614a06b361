-- Those of a set who were erased once: an older consent of theirs is none, and their rows and streams go on where they ended. Their streams may have grown since.
-- @ids: a JSON array. Nothing at all is looked up while nobody was ever erased.
select e.id, e.at, e.revision, max(e.stream_version, coalesce((select max(v.version) from event v where v.born = 0 and v.stream = e.id), 0)), e.suppression
from erased e
where exists (select 1 from erased) and e.id in (select value from json_each(@ids))
