-- Definitions and progress of grains (dozens to thousands of rows), for Microsoft.Orleans.Persistence.AdoNet 10.4, which reads its statements from OrleansQuery
-- by key. Applied at every start; every part of it may be repeated. The unique index is ours: without it two activations of one grain can both insert
-- the first version, and from then on neither can read. NULLS NOT DISTINCT, because grains with Guid or integer keys have no extension.
select pg_advisory_xact_lock(7310582212);

create table if not exists orleansquery (
    querykey  varchar(64) primary key,
    querytext varchar(8000) not null
);

create table if not exists orleansstorage (
    grainidhash            integer not null,
    grainidn0              bigint not null,
    grainidn1              bigint not null,
    graintypehash          integer not null,
    graintypestring        varchar(512) not null,
    grainidextensionstring varchar(512),
    serviceid              varchar(150) not null,
    payloadbinary          bytea,
    modifiedon             timestamptz not null,
    version                integer not null
) with (fillfactor = 70);

create unique index if not exists orleansstorage_key
    on orleansstorage (serviceid, graintypestring, grainidn0, grainidn1, grainidextensionstring) nulls not distinct;
