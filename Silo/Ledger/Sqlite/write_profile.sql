-- One person of a set, as decided. There is one writer: nobody wrote between the decision and this.
insert into subscriber (
    id, phone, country, email, external_id, attributes, consent, consent_at, consent_method, suppression, created, updated, revision, stream_version,
    transactional, transactional_at, transactional_method, transactional_detail, transactional_recorded, consent_detail, consent_recorded)
values (
    @id, @phone, @country, @email, @external_id, @attributes, @consent, @consent_at, @consent_method, @suppression, @created, @updated, @revision,
    @stream_version, @transactional, @transactional_at, @transactional_method, @transactional_detail, @transactional_recorded, @consent_detail,
    @consent_recorded)
on conflict (id) do update
set country = excluded.country, email = excluded.email, external_id = excluded.external_id, attributes = excluded.attributes, consent = excluded.consent,
    consent_at = excluded.consent_at, consent_method = excluded.consent_method, updated = excluded.updated, revision = excluded.revision,
    stream_version = excluded.stream_version, suppression = excluded.suppression, transactional = excluded.transactional,
    transactional_at = excluded.transactional_at, transactional_method = excluded.transactional_method,
    transactional_detail = excluded.transactional_detail, transactional_recorded = excluded.transactional_recorded,
    consent_detail = excluded.consent_detail, consent_recorded = excluded.consent_recorded,
    -- Who says yes after a text nobody has decided about has decided.
    flagged_at = case when excluded.consent = 1 and excluded.consent_at > flagged_at then null else flagged_at end
