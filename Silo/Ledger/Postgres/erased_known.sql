-- Those of a set who were erased once: an older consent of theirs is none, and their rows and streams go on where they ended. Their streams may have grown since.
select e.id, e.at, e.revision, greatest(e.stream_version, (select max(v.version) from event v where v.born = 0 and v.stream = e.id)), e.suppression
from erased e
where e.id = any (@ids)
