import { classOfText, signature } from "../signature.ts";

/** The server, Connector/J, MariaDB connectors, libmysqlclient, PyMySQL. */
export const MYSQL = [
  signature(
    "mysql-denied",
    (found) => (found.detail === "NO" ? "config-missing" : "authentication"),
    /Access denied for user '(?<user>[^']{0,80})'@'(?<client>[^']{0,120})' \(using password: (?<detail>YES|NO)\)/,
  ),
  signature(
    "mysql-denied-database",
    "authorization",
    /Access denied for user '(?<user>[^']{0,80})'@'[^']{0,120}' to database '(?<db>[^']{1,80})'/,
  ),
  signature("mysql-link", "wrapper", /Communications link failure/),
  signature("mysql-database", "unknown-object", /Unknown database '(?<db>[^']{1,80})'/),
  signature("mysql-table", "schema", /Table '(?<table>[^']{1,120})' doesn't exist/),
  signature("mysql-connections", "connection-limit", /Too many connections|has exceeded the 'max_user_connections'/),
  signature("mysql-host", "authorization", /Host '(?<client>[^']{1,120})' is (?:not allowed|blocked)/),
  signature("mysql-key-retrieval", "config-invalid", /Public Key Retrieval is not allowed/),
  signature(
    "mysql-packet",
    "protocol",
    /Packet for query is too large \((?:4,?739,?923|5,?526,?600)\b|connecting to an X Protocol port/,
  ),
  signature("mysql-greeting", "protocol", /reading initial communication packet|Malformed communication packet/),
  signature(
    "mariadb-address",
    (found) => classOfText(found.detail) ?? "wrapper",
    /address=\(host=(?<host>[\w.-]+)\)\(port=(?<port>\d{1,5})\)(?<detail>.{0,200})/,
  ),
  signature(
    "mysql-cannot-connect",
    (found) => classOfText(found.detail) ?? "refused",
    /Can't connect to (?:local )?(?:MySQL|MariaDB)?.{0,20}server on '(?<host>[\w.-]+)(?::(?<port>\d{1,5}))?'(?: \((?<detail>.{1,120}))?/,
  ),
  signature("mysql-unknown-host", "dns-unknown", /Unknown (?:MySQL )?server host '(?<host>[\w.-]+)'/),
  signature(
    "mysql-lost",
    "reset",
    /MySQL server has gone away|Lost connection to (?:MySQL|MariaDB) server during query/,
  ),
  signature("mysql-deadlock", "deadlock", /Deadlock found when trying to get lock/),
  signature("mysql-read-only", "read-only", /running with the --(?:super-)?read-only option/),
  signature(
    "mysql-full",
    "disk-full",
    /The table '(?<table>[^']{1,120})' is full|Disk is full writing '(?<file>[^']{1,200})'/,
  ),
  signature(
    "mysql-errno-file",
    (found) => (found.code === "13" ? "file-permission" : found.code === "28" ? "disk-full" : "file-missing"),
    /'(?<file>[^']{1,200})' \((?:OS errno|errno:|Errcode:) (?<code>\d+)/,
  ),
  signature(
    "mysql-aborted",
    "reset",
    /Aborted connection \d+ to db: '(?<db>[^']{1,80})' user: '(?<user>[^']{1,80})' host: '(?<client>[^']{1,120})'/,
  ),
  signature("mysql-ibdata", "data-locked", /Unable to lock \S{0,80}ibdata1/),
  signature("mysql-variable", "config-invalid", /unknown variable '(?<key>[^=']{1,80})/),
  signature("mysql-bind", "port-in-use", /Bind on TCP\/IP port: Address already in use/),
  signature(
    "mysql-upgrade",
    "data-version",
    /Cannot (?:up|down)grade (?:server )?from|Invalid MySQL server (?:up|down)grade/,
  ),
  signature(
    "mysql-image-password",
    "config-missing",
    /Database is uninitialized and (?<key>password) option is not specified/,
  ),
  signature("mysql-corrupt", "data-corrupt", /Database page corruption on disk|InnoDB: (?:Corruption|corrupted)/i),
  signature("mysql-signal", "segmentation-fault", /(?:mysqld|mariadbd) got signal (?<code>\d+)/),
  // ProxySQL and MaxScale about the servers behind them.
  signature("pooler-hostgroup", "timeout", /Max connect timeout reached while reaching hostgroup \d+/),
  signature("pooler-backend", "authentication", /Authentication with backend failed/),
];
