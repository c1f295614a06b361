-- Definitions and progress of grains, twin of PostgreSQL's (see there). SQLite has no NULLS NOT DISTINCT: the index takes '' for a key without extension.
pragma journal_mode = wal;

create table if not exists OrleansQuery (
    QueryKey  text primary key,
    QueryText text not null
);

create table if not exists OrleansStorage (
    GrainIdHash            integer not null,
    GrainIdN0              integer not null,
    GrainIdN1              integer not null,
    GrainTypeHash          integer not null,
    GrainTypeString        text not null,
    GrainIdExtensionString text,
    ServiceId              text not null,
    PayloadBinary          blob,
    ModifiedOn             integer not null,
    Version                integer not null
);

create unique index if not exists OrleansStorage_Key
    on OrleansStorage (ServiceId, GrainTypeString, GrainIdN0, GrainIdN1, coalesce(GrainIdExtensionString, ''));
