-- Which silos there are, for Microsoft.Orleans.Clustering.AdoNet 10.4; the statements that work on it are in Cluster/Sql. Times are timestamptz: Npgsql takes
-- and gives nothing else for UTC. One row of cluster_view per cluster is the lock and the version of its whole membership; a change of any silo's row
-- turns that version in the same statement, so two silos that decide at once cannot both be right.
create table cluster_view (
    cluster    varchar(150) primary key,
    version    integer not null,
    changed_at timestamptz not null
);

create table cluster_silo (
    cluster       varchar(150) not null references cluster_view (cluster),
    address       varchar(45) not null,
    port          integer not null,
    generation    integer not null,
    name          varchar(150) not null,
    host          varchar(150) not null,
    -- Orleans' SiloStatus: 1 created, 2 joining, 3 active, 4 shutting down, 5 stopping, 6 dead.
    status        integer not null,
    -- Where clients connect; 0: nowhere.
    gateway_port  integer not null,
    started_at    timestamptz not null,
    alive_at      timestamptz not null,
    -- Who suspected it and when, as Orleans writes it.
    suspicions    text,
    primary key (cluster, address, port, generation)
);
