-- Empties a state and keeps its row, so that versions go on growing.
update orleansstorage
set payloadbinary = null, modifiedon = unixepoch(), version = version + 1
where serviceid = @ServiceId and graintypestring = @GrainTypeString and grainidn0 = @GrainIdN0 and grainidn1 = @GrainIdN1
    and coalesce(grainidextensionstring, '') = coalesce(@GrainIdExtensionString, '')
    and version = @GrainStateVersion
returning version as NewGrainStateVersion
