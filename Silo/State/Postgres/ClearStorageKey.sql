-- Empties a state and keeps its row, so that versions go on growing.
update orleansstorage
set payloadbinary = null, modifiedon = now(), version = version + 1
where serviceid = @ServiceId and graintypestring = @GrainTypeString and grainidn0 = @GrainIdN0 and grainidn1 = @GrainIdN1
    and grainidextensionstring is not distinct from cast(@GrainIdExtensionString as varchar)
    and version = cast(@GrainStateVersion as integer)
returning version as NewGrainStateVersion
