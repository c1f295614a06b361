-- First write (no version): inserts, or finds that somebody else has, and returns nothing. Later ones: only over the version that was read; nothing
-- returned means that it is no longer there. One statement: nothing stays half done, whatever breaks.
insert into orleansstorage as s (
    grainidhash, grainidn0, grainidn1, graintypehash, graintypestring, grainidextensionstring, serviceid, payloadbinary, modifiedon, version)
select
    @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString, @GrainIdExtensionString, @ServiceId, @PayloadBinary, unixepoch(), 1
where @GrainStateVersion is null or exists (
    select 1 from orleansstorage
    where serviceid = @ServiceId and graintypestring = @GrainTypeString and grainidn0 = @GrainIdN0 and grainidn1 = @GrainIdN1
    and coalesce(grainidextensionstring, '') = coalesce(@GrainIdExtensionString, ''))
on conflict (serviceid, graintypestring, grainidn0, grainidn1, coalesce(grainidextensionstring, '')) do update
set payloadbinary = excluded.payloadbinary, modifiedon = excluded.modifiedon, version = s.version + 1
where s.version = @GrainStateVersion
returning version as NewGrainStateVersion
