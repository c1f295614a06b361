-- Removes a state, for providers that are told to delete on clear.
delete from orleansstorage
where serviceid = @ServiceId and graintypestring = @GrainTypeString and grainidn0 = @GrainIdN0 and grainidn1 = @GrainIdN1
    and coalesce(grainidextensionstring, '') = coalesce(@GrainIdExtensionString, '')
    and version = @GrainStateVersion
returning version + 1 as NewGrainStateVersion
