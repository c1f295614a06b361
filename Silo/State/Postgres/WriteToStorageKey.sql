-- First write (no version): inserts, or finds that somebody else has, and returns nothing. Later ones: only over the version that was read; nothing
-- returned means that it is no longer there. One statement: nothing stays half done, whatever breaks.
insert into orleansstorage as s (
    grainidhash, grainidn0, grainidn1, graintypehash, graintypestring, grainidextensionstring, serviceid, payloadbinary, modifiedon, version)
select
    @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString, cast(@GrainIdExtensionString as varchar), @ServiceId, cast(@PayloadBinary as bytea), now(), 1
where cast(@GrainStateVersion as integer) is null or exists (
    select 1 from orleansstorage
    where serviceid = @ServiceId and graintypestring = @GrainTypeString and grainidn0 = @GrainIdN0 and grainidn1 = @GrainIdN1
    and grainidextensionstring is not distinct from cast(@GrainIdExtensionString as varchar))
on conflict (serviceid, graintypestring, grainidn0, grainidn1, grainidextensionstring) do update
set payloadbinary = excluded.payloadbinary, modifiedon = excluded.modifiedon, version = s.version + 1
where s.version = cast(@GrainStateVersion as integer)
returning version as NewGrainStateVersion
