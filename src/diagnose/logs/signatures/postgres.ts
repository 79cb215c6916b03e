import { classOfText, type Entities, type LogClass, signature } from "../signature.ts";

const byDetail = (found: Entities): LogClass => classOfText(found.detail) ?? "wrapper";
/** SQLSTATE classes, PostgreSQL manual, appendix A. What is not here is a bug in a statement, not infrastructure. */
const SQLSTATE: Record<string, LogClass> = {
  "28P01": "authentication",
  "28000": "authentication",
  "3D000": "unknown-object",
  "42501": "authorization",
  "42P01": "schema",
  "42703": "schema",
  "3F000": "schema",
  "53300": "connection-limit",
  "53100": "disk-full",
  "53200": "memory-full",
  "40P01": "deadlock",
  "55P03": "lock-wait",
  "57014": "deadline",
  "25006": "read-only",
  "57P03": "loading",
  "25P02": "consequence",
  XX001: "data-corrupt",
  XX002: "data-corrupt",
};

/** The server, libpq and what is built on it, pgjdbc, pgbouncer. */
export const POSTGRES = [
  signature(
    "postgres-directory",
    "data-corrupt",
    /initdb: error: directory "(?<file>[^"]{1,200})" exists but is not empty/,
  ),
  signature(
    "libpq-server",
    byDetail,
    /connection to server at "(?<host>[^"]{1,120})"(?: \((?<ip>[0-9a-fA-F:.]+)\))?, port (?<port>\d{1,5}) failed: (?<detail>.{1,300})/,
  ),
  signature("libpq-running", "wrapper", /running on host "(?<host>[^"]{1,120})"/),
  signature("libpq-port", "wrapper", /TCP\/IP connections on port (?<port>\d{1,5})/),
  signature(
    "libpq-lookup",
    byDetail,
    /could not translate host name "(?<host>[^"]{1,120})" to address: (?<detail>.{1,120})/,
  ),
  signature("psycopg-lookup", "dns-unknown", /failed to resolve host '(?<host>[^']{1,120})'/),
  // pgbouncer's word for what its server did; older versions hide whether it was the login or the connection.
  signature(
    "pooler-server",
    (found) => (/connect failed|timeout|crashed|lookup/.test(found.detail ?? "") ? "unreachable" : "authentication"),
    /server login has been failing(?<detail>.{0,120})|server login failed: (?<detail2>.{0,120})/,
  ),
  signature(
    "pooler-connect",
    "unreachable",
    /pgbouncer cannot connect to server|server conn crashed\?|server_connect_timeout/,
  ),
  signature("pg-password", "authentication", /password authentication failed for user "(?<user>[^"]{1,80})"/),
  signature("pg-role-detail", "authentication", /DETAIL:\s{1,4}Role "(?<user>[^"]{1,80})" does not exist/),
  signature(
    "pg-no-password",
    "config-missing",
    /fe_sendauth: no (?<key>password) supplied|requested SCRAM-based authentication, but no (?<key2>password) was provided/,
  ),
  signature("pg-database", "unknown-object", /database "(?<db>[^"]{1,80})" does not exist/),
  signature("pg-role", "unknown-object", /role "(?<user>[^"]{1,80})" does not exist/),
  signature(
    "pg-relation",
    "schema",
    /(?:relation|column) "(?<table>[^"]{1,120})" (?:of relation "[^"]{1,80}" )?does not exist/,
  ),
  signature(
    "pg-hba",
    "authorization",
    /pg_hba\.conf (?:entry for|rejects connection for) host "(?<client>[^"]{1,80})", user "(?<user>[^"]{1,80})", database "(?<db>[^"]{1,80})"/,
  ),
  signature(
    "pg-permission",
    "authorization",
    /permission denied for (?:table|schema|database|relation|sequence) "?(?<table>[\w.]{1,120})"?/,
  ),
  signature(
    "pg-slots",
    "connection-limit",
    /too many clients already|remaining connection slots are reserved|too many connections for (?:role|database) "(?<db>[^"]{1,80})"/,
  ),
  signature("pg-tls-answer", "protocol", /received invalid response to SSL negotiation: (?<detail>.)/),
  signature(
    "pg-no-tls",
    "tls-plaintext",
    /The server does not support SSL|server does not support SSL, but SSL was required/,
  ),
  signature("pg-closed", "reset", /server closed the connection unexpectedly|SSL SYSCALL error: EOF detected/),
  signature(
    "pgjdbc-refused",
    "refused",
    /Connection to (?<host>[\w.-]+):(?<port>\d{1,5}) refused\. Check that the hostname and port are correct/,
  ),
  signature("pgjdbc-protocol", "protocol", /Protocol error\. {1,2}Session setup failed/),
  signature(
    "pg-sqlstate",
    (found) => SQLSTATE[found.code ?? ""],
    /(?:code: '|SQLSTATE[ =:[]{1,3}|\(SQLSTATE |0x80004005\): )(?<code>[0-9A-Z]{5})\b/,
  ),
  // A program that prints the state and nothing of the text: only states that no word or number is written like.
  signature(
    "pg-bare-state",
    (found) => SQLSTATE[found.code ?? ""],
    /(?:database|postgres\w{0,5}|\bsql|\bpg)\b.{0,40}\b(?<code>28P01|3D000|42P01|3F000|40P01|55P03|57P03)\b/i,
  ),
  signature(
    "pg-server-disk",
    "disk-full",
    /could not (?:extend|write to|create|write) (?:temporary )?file "(?<file>[^"]{1,200})".{0,20}No space left/,
  ),
  signature("pg-shared-memory", "memory-full", /could not resize shared memory segment/),
  signature(
    "pg-data-permission",
    "file-permission",
    /data directory "(?<file>[^"]{1,200})" has (?:invalid permissions|wrong ownership|group or world access)/,
  ),
  signature(
    "pg-version",
    "data-version",
    /database files are incompatible with server|initialized by PostgreSQL version/,
  ),
  signature(
    "pg-child-killed",
    (found) => (found.code === "9" ? "memory-killed" : "segmentation-fault"),
    /server process \(PID \d+\) was terminated by signal (?<code>\d+)/,
  ),
  signature("pg-deadlock", "deadlock", /deadlock detected/),
  signature(
    "pg-cancelled",
    (found) => (found.detail === "lock" ? "lock-wait" : "deadline"),
    /canceling statement due to (?<detail>lock|statement) timeout/,
  ),
  signature("pg-read-only", "read-only", /cannot execute \w{1,20}(?: \w{1,20})? in a read-only transaction/),
  signature(
    "pg-loading",
    "loading",
    /the database system is (?:starting up|shutting down|in recovery mode|not yet accepting)/,
  ),
  signature(
    "pg-protocol",
    "protocol",
    /invalid length of startup packet|unsupported frontend protocol (?<detail>\d+\.\d+)/,
  ),
  signature("pg-corrupt", "data-corrupt", /could not locate a valid checkpoint record|invalid page in block/),
  signature(
    "pg-image-password",
    "config-missing",
    /Database is uninitialized and superuser (?<key>password) is not specified/,
  ),
  signature("pg-lock-file", "data-locked", /lock file "(?<file>[^"]{1,200}postmaster\.pid)" already exists/),
  signature("pgbouncer-clients", "connection-limit", /no more connections allowed \(max_client_conn\)/),
  signature("pgbouncer-wait", "pool-exhausted", /query_wait_timeout/),
];
