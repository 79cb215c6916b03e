import { classOfText, signature } from "../signature.ts";

/** Redis and MongoDB: servers and clients; Elasticsearch and etcd. */
export const STORES = [
  signature(
    "redis-auth",
    (found) =>
      found.code === "WRONGPASS" ? "authentication" : found.code === "NOPERM" ? "authorization" : "config-missing",
    /\b(?<code>NOAUTH|WRONGPASS|NOPERM)\b/,
  ),
  signature(
    "redis-password-unwanted",
    "authentication",
    /AUTH <?password>? called without any password configured|Client sent AUTH, but no password is set/,
  ),
  signature(
    "redis-misconf",
    "disk-full",
    /MISCONF Redis is configured to save RDB snapshots|MISCONF Errors writing to the AOF/,
  ),
  signature(
    "redis-rdb",
    (found) => classOfText(found.detail) ?? (/space/i.test(found.detail ?? "") ? "disk-full" : "file-permission"),
    /(?:Failed opening the temp RDB file|Write error saving DB on disk)[^:]{0,200}: (?<detail>.{1,80})/,
  ),
  signature("redis-maxmemory", "memory-full", /command not allowed when used memory/),
  signature("redis-read-only", "read-only", /READONLY You can't write against a read only/),
  signature("redis-loading", "loading", /\bLOADING (?:Redis|Valkey) is loading/),
  signature("redis-master-down", "no-backends", /\bMASTERDOWN\b|\bCLUSTERDOWN\b/),
  signature("redis-clients", "connection-limit", /max number of clients reached/),
  signature("redis-protected", "authorization", /DENIED (?:Redis|Valkey) is running in protected mode/),
  signature("redis-config", "config-invalid", /FATAL CONFIG FILE ERROR/),
  signature("redis-aof", "data-corrupt", /Bad file format reading the append only file|Short read or OOM loading DB/),
  signature("redis-http", "protocol", /Possible SECURITY ATTACK detected/),
  signature(
    "lettuce",
    "wrapper",
    /(?:Unable to connect to (?:Redis|\[?(?<host>[\w.-]+)(?:\/<unresolved>)?:(?<port>\d{1,5})))/,
  ),
  signature("jedis", "refused", /Failed to connect to any host resolved for DNS name/),
  signature(
    "mongo-auth",
    "authentication",
    /SASL authentication step: (?<detail>.{1,80})|AuthenticationFailed|auth(?:entication)? error: .{0,80}sasl|UserNotFound: (?<user>\S{1,120})|Could not find user "?(?<user2>[\w.-]{1,80})|"msg":"Authentication failed"/i,
  ),
  signature(
    "mongo-authorized",
    "authorization",
    /not authorized on (?<db>[\w-]{1,64}) to execute command|command \w{1,40} requires authentication|(?<!\b401 )\(Unauthorized\)/i,
  ),
  signature("mongo-socket", "wrapper", /MongoSocketOpenException: Exception opening socket/),
  signature("mongo-disk", "disk-full", /WiredTiger.{0,200}No space left/),
  signature("mongo-lock", "data-locked", /Unable to (?:create\/open|lock) the lock file: (?<file>\S{1,200})/),
  signature(
    "mongo-directory",
    "file-permission",
    /Attempted to create a lock file on a read-only directory: (?<file>[^"\s,]{1,200})/,
  ),
  signature("mongo-version", "data-version", /invalid featureCompatibilityVersion|Wrong mongod version/),
  signature("mongo-primary", "read-only", /not (?:writable )?primary|NotWritablePrimary|not master/i),
  signature("elastic-watermark", "disk-full", /flood stage disk watermark|cluster_block_exception.{0,120}\/12\//),
  signature("elastic-map-count", "config-invalid", /(?<key>vm\.max_map_count) \[\d+\] is too low/),
  signature("elastic-master", "leadership", /master not discovered yet|master_not_discovered_exception/),
  signature("elastic-lock", "data-locked", /failed to obtain node locks/),
  // Storage engines that lock their folder with flock(2), which says so when it is taken: Prometheus, bbolt, RocksDB, LevelDB, Badger.
  signature(
    "directory-lock",
    "data-locked",
    /(?:lock(?:ing)? (?:the )?(?:\w{1,20} )?(?:directory|file|db|database)|\bflock|\bLOCK)\b.{0,120}(?:resource temporarily unavailable|already (?:locked|in use|held)|held by)/i,
  ),
  signature("ldap-credentials", "authentication", /\bldap\b.{0,80}error code 49\b|LDAP: error code 49|data 52e\b/i),
  signature("oracle-service", "unknown-object", /ORA-12514|ORA-12505/),
  signature("oracle-refused", "authentication", /ORA-(?:01017|28000|28001)\b/),
  signature("vault-denied", "authorization", /Error making API request.{0,200}Code: 403/),
  signature("elastic-breaker", "memory-full", /CircuitBreakingException|circuit_breaking_exception/),
  signature("elastic-plaintext", "tls-plaintext", /received plaintext http traffic on an https channel/),
  signature("consul-servers", "no-backends", /\bNo known Consul servers\b/),
  signature("consul-leader", "leadership", /\bNo cluster leader\b/),
  signature("s3-denied", "authorization", /\bAccessDenied: Access Denied\b/),
  signature("etcd-space", "disk-full", /mvcc: database space exceeded/),
  signature("etcd-leader", "leadership", /etcdserver: (?:request timed out|no leader|leader changed)/),
];
