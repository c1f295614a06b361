namespace Sms.Tests;

public sealed class Postgres_ledger(PostgresFixture database) : LedgerConformance(database), IClassFixture<PostgresFixture>;

public sealed class Sqlite_ledger(SqliteFixture database) : LedgerConformance(database), IClassFixture<SqliteFixture>;

public sealed class Postgres_people(PostgresFixture database) : ProfileConformance(database), IClassFixture<PostgresFixture>;

public sealed class Sqlite_people(SqliteFixture database) : ProfileConformance(database), IClassFixture<SqliteFixture>;

public sealed class Postgres_consent(PostgresFixture database) : ConsentConformance(database), IClassFixture<PostgresFixture>;

public sealed class Sqlite_consent(SqliteFixture database) : ConsentConformance(database), IClassFixture<SqliteFixture>;

public sealed class Postgres_segments(PostgresFixture database) : SegmentConformance(database), IClassFixture<PostgresFixture>;

public sealed class Sqlite_segments(SqliteFixture database) : SegmentConformance(database), IClassFixture<SqliteFixture>;

public sealed class Postgres_reports(PostgresFixture database) : ReportConformance(database), IClassFixture<PostgresFixture>;

public sealed class Sqlite_reports(SqliteFixture database) : ReportConformance(database), IClassFixture<SqliteFixture>;

public sealed class Postgres_sweeps(PostgresFixture database) : SweepConformance(database), IClassFixture<PostgresFixture>;

public sealed class Sqlite_sweeps(SqliteFixture database) : SweepConformance(database), IClassFixture<SqliteFixture>;

public sealed class Postgres_parking(PostgresFixture database) : ParkingConformance(database), IClassFixture<PostgresFixture>;

public sealed class Sqlite_parking(SqliteFixture database) : ParkingConformance(database), IClassFixture<SqliteFixture>;

public sealed class Postgres_conversations(PostgresFixture database) : ConversationConformance(database), IClassFixture<PostgresFixture>;

public sealed class Sqlite_conversations(SqliteFixture database) : ConversationConformance(database), IClassFixture<SqliteFixture>;
