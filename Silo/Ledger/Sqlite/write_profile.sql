-- One person of a set, as decided. There is one writer: nobody wrote between the decision and this.
insert into subscriber (
    id, phone, country, email, external_id, attributes, consent, consent_at, consent_method, suppression, created, updated, revision, stream_version)
values (
    @id, @phone, @country, @email, @external_id, @attributes, @consent, @consent_at, @consent_method, @suppression, @created, @updated, @revision,
    @stream_version)
on conflict (id) do update
set country = excluded.country, email = excluded.email, external_id = excluded.external_id, attributes = excluded.attributes, consent = excluded.consent,
    consent_at = excluded.consent_at, consent_method = excluded.consent_method, updated = excluded.updated, revision = excluded.revision,
    stream_version = excluded.stream_version
