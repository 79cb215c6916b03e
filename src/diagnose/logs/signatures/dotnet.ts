import { classOfStatus, classOfText, type LogClass, signature } from "../signature.ts";

const CHAIN: Record<string, LogClass> = {
  UntrustedRoot: "tls-untrusted",
  PartialChain: "tls-untrusted",
  NotTimeValid: "tls-expired",
  RemoteCertificateNameMismatch: "tls-name",
};

/** HttpClient, SslStream, Npgsql, SqlClient, StackExchange.Redis, Kestrel, Grpc.Net, the host; Ruby and PHP beside them. */
export const DOTNET = [
  signature("dotnet-refused", "refused", /Connection refused \((?<host>[\w.[\]:-]+?):(?<port>\d{1,5})\)/),
  signature("dotnet-name", "dns-unknown", /Name or service not known \((?<host>[\w.-]+):(?<port>\d{1,5})\)/),
  signature(
    "dotnet-name-temporary",
    "dns-failing",
    /Resource temporarily unavailable \((?<host>[a-zA-Z][\w.-]*):(?<port>\d{1,5})\)/,
  ),
  signature("dotnet-timeout", "deadline", /HttpClient\.Timeout of/),
  signature(
    "dotnet-certificate",
    (found) => CHAIN[found.detail ?? ""] ?? "tls-untrusted",
    /remote certificate is invalid.{0,120}?(?<detail>UntrustedRoot|PartialChain|NotTimeValid|RemoteCertificateNameMismatch)/,
  ),
  signature("dotnet-frame", "tls-plaintext", /Cannot determine the frame size or a corrupted frame was received/),
  signature("dotnet-status", classOfStatus, /does not indicate success: (?<code>\d{3})/),
  signature("dotnet-premature", "reset", /The response ended prematurely/),
  signature(
    "npgsql-pool",
    "pool-exhausted",
    /connection pool has been exhausted|elapsed prior to obtaining a connection from the pool/,
  ),
  signature("npgsql-connect", "unreachable", /Failed to connect to (?<ip>\d{1,3}(?:\.\d{1,3}){3}):(?<port>\d{1,5})/),
  signature("npgsql-password", "config-missing", /No (?<key>password) has been provided but the backend requires one/),
  signature("sqlclient-network", "wrapper", /A network-related or instance-specific error occurred/),
  signature("sqlclient-login", "authentication", /Login failed for user '(?<user>[^']{0,80})'/),
  signature("sqlclient-database", "unknown-object", /Cannot open database "(?<db>[^"]{1,80})" requested by the login/),
  signature("mysqlconnector", "wrapper", /Unable to connect to any of the specified MySQL hosts/),
  signature("kestrel-bind", "port-in-use", /Failed to bind to address \w{3,5}:\/\/\S{1,80}:(?<port>\d{1,5})/),
  signature("kestrel-certificate", "mount", /No server certificate was specified/),
  signature("seredis-connect", "refused", /UnableToConnect on (?<host>[\w.-]+):(?<port>\d{1,5})/),
  signature("seredis-auth", "authentication", /There was an authentication failure; check that passwords/),
  signature("seredis-timeout", "deadline", /Timeout performing \w+/),
  signature(
    "dotnet-connection-string",
    "config-missing",
    /The (?<key>ConnectionString) property has not been initialized|Value cannot be null\. \(Parameter '(?<key2>\w{1,80})'\)/,
  ),
  signature("dotnet-connection-format", "config-invalid", /Format of the initialization string does not conform/),
  signature(
    "dotnet-options",
    "config-invalid",
    /DataAnnotation validation failed for '[^']{1,80}' members: '(?<key>\w{1,80})'/,
  ),
  signature("dotnet-memory", "heap-exhausted", /System\.OutOfMemoryException/),
  signature(
    "dotnet-no-memory",
    "memory-killed",
    /Failed to create CoreCLR, HRESULT: 0x8007000E|GC heap initialization failed/,
  ),
  signature(
    "dotnet-missing",
    "command",
    /You must install or update \.NET to run|The application to execute does not exist: '(?<file>[^']{1,200})'|Could not load file or assembly '(?<key>[^',]{1,120})/,
  ),
  signature("dotnet-breaker", "circuit-open", /The circuit is now open and is not allowing calls/),
  signature(
    "dotnet-grpc",
    (found) => classOfText(found.detail) ?? "upstream-error",
    /StatusCode="?Unavailable"?, Detail="(?<detail>.{1,300})/,
  ),
  signature("dotnet-unhandled", "unhandled-error", /^Unhandled exception\.? (?<detail>.{0,200})/),
  signature("ruby-host", "dns-unknown", /issue connecting with your hostname: (?<host>[\w.-]+)/),
  signature("ruby-pool", "pool-exhausted", /could not obtain a connection from the pool within/),
  signature("ruby-migrations", "migration-failed", /Migrations are pending/),
  signature(
    "ruby-key",
    "config-missing",
    /key not found: "(?<key>[A-Z0-9_]{2,80})"|Missing `(?<key2>secret_key_base)`/,
  ),
  signature("ruby-bind", "port-in-use", /bind\(2\) for "[^"]{0,60}" port (?<port>\d{1,5})/),
  signature(
    "ruby-connect",
    (found) => classOfText(found.detail),
    /Failed to open TCP connection to (?<host>[\w.-]+):(?<port>\d{1,5}) \((?<detail>.{1,160})/,
  ),
  signature("ruby-redis", "refused", /Error connecting to Redis on (?<host>[\w.-]+):(?<port>\d{1,5})/),
  signature(
    "php-lookup",
    (found) => classOfText(found.detail),
    /getaddrinfo(?: for (?<host>[\w.-]+))? failed: (?<detail>.{1,120})/,
  ),
  signature("php-memory", "heap-exhausted", /Allowed memory size of \d+ bytes exhausted/),
  signature("php-children", "pool-exhausted", /reached (?:pm\.)?max_children/),
  signature(
    "php-pdo",
    (found) =>
      (
        ({
          "1040": "connection-limit",
          "1044": "authorization",
          "1045": "authentication",
          "1049": "unknown-object",
          "1146": "schema",
        }) as Record<string, LogClass>
      )[found.code ?? ""],
    /SQLSTATE\[\w{5}\] \[(?<code>\d{4})\]/,
  ),
  signature("laravel-key", "config-missing", /No application (?<key>encryption key) has been specified/),
];
