-- A grain's state and its version; the whole key is compared, not its hash.
select payloadbinary as PayloadBinary, version as Version
from orleansstorage
where serviceid = @ServiceId and graintypestring = @GrainTypeString and grainidn0 = @GrainIdN0 and grainidn1 = @GrainIdN1
    and coalesce(grainidextensionstring, '') = coalesce(@GrainIdExtensionString, '')
