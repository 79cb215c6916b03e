import { classOfText, signature } from "../signature.ts";

/** Shells, loaders, command-line clients, CoreDNS, cloud APIs. */
export const PLATFORM = [
  signature("exec-format", "architecture", /exec format error/),
  signature(
    "exec-missing",
    "command",
    /exec:? "?(?<file>[^":\s]{1,200})"?: (?:executable file not found|stat \S{1,200}: no such file|no such file or directory)/,
  ),
  signature(
    "shell-not-found",
    "command",
    /^(?:.{0,80}: )?(?:line \d+: )?(?<file>[\w./+-]{1,120}): (?:command )?not found$/,
  ),
  signature(
    "shell-denied",
    "file-permission",
    /^(?:\S{0,80}: )?(?:line \d+: )?(?:can't (?:create|open|execute) )?(?<file>[\w./+-]{1,200}): [Pp]ermission denied$/,
  ),
  signature(
    "shell-no-script",
    "command",
    /^(?:\/(?:usr\/)?bin\/)?(?:ba|da|a|k|z)?sh: (?:\d+: )?(?:0: )?(?:can't|cannot|Can't) open '?(?<file>[\w./+-]{1,200})'?(?:: No such file.*)?$/,
  ),
  signature(
    "shell-unbound",
    "config-missing",
    /(?<![A-Z0-9_])(?<key>[A-Z_][A-Z0-9_]{1,80}): (?:unbound variable|parameter (?:not set|null or not set)|[Mm]ust be set|is required)/,
  ),
  signature(
    "loader-library",
    "command",
    /error while loading shared libraries: (?<file>[^:\s]{1,120})|Error loading shared library (?<file2>[^:\s]{1,120})|version `GLIBC\w{0,30}_[\d.]{1,10}' not found/,
  ),
  signature(
    "curl",
    (found) => byCurl(found.code, found.detail),
    /(?:curl: \(|cURL error )(?<code>\d{1,2})(?:\)|:) (?<detail>.{0,200})/,
  ),
  signature("curl-host", "dns-unknown", /(?:curl: \(6\)|cURL error 6:) Could not resolve host: (?<host>[\w.-]+)/),
  signature(
    "curl-connect",
    (found) => classOfText(found.detail) ?? "refused",
    /(?:curl: \(7\)|cURL error 7:) Failed to connect to (?<host>[\w.-]+) port (?<port>\d{1,5})(?<detail>.{0,160})/,
  ),
  signature(
    "wget-host",
    "dns-unknown",
    /(?:wget|nc|ping|telnet): bad address '(?<host>[^':]{1,120})|wget: unable to resolve host address ['‘](?<host2>[^'’]{1,120})/,
  ),
  signature(
    "wget-connect",
    (found) => classOfText(found.detail),
    /can't connect to remote host(?: \((?<ip>[0-9a-fA-F:.]+)\))?: (?<detail>.{1,80})/,
  ),
  signature(
    "nc-connect",
    (found) => classOfText(found.detail),
    /connect to (?<host>[\w.-]+) port (?<port>\d{1,5})[^:]{0,20}: (?<detail>.{1,80})/,
  ),
  signature(
    "nc-busybox",
    (found) => classOfText(found.detail),
    /^nc: (?<host>[\w.-]+) \((?<ip>[0-9a-fA-F:.]+):(?<port>\d{1,5})\): (?<detail>Connection (?:refused|timed out)|Operation timed out|No route to host|(?:Host|Network) is unreachable)/,
  ),
  signature(
    "nslookup",
    (found) => (found.detail === "NXDOMAIN" ? "dns-unknown" : "dns-failing"),
    /can't find (?<host>[\w.-]+): (?<detail>NXDOMAIN|SERVFAIL|REFUSED|No answer)/,
  ),
  signature("nslookup-servers", "dns-failing", /no servers could be reached/),
  signature("coredns-loop", "config-invalid", /plugin\/loop: Loop .{1,80} detected for zone/),
  signature(
    "coredns-upstream",
    "dns-failing",
    /plugin\/errors: \d+ (?<host>\S{1,200}?)\.? (?:A|AAAA|SRV|PTR): (?:read|write|dial) (?:udp|tcp)/,
  ),
  signature(
    "coredns-config",
    "config-invalid",
    /Corefile:\d+ - |plugin\/\w+: .{0,80}(?:unknown|wrong) (?:property|argument)/,
  ),
  signature(
    "webhook-call",
    (found) => classOfText(found.detail),
    /failed calling webhook "[^"]{1,200}".{0,200}https:\/\/(?<host>[\w-]+\.[\w-]+\.svc)(?::(?<port>\d{1,5}))?\/[^"]{0,200}": (?<detail>.{1,160})/,
  ),
  signature("jwt-expired", "authentication", /jwt (?:is )?expired|token (?:has|is) expired|IDX10223/i),
  signature("oidc-metadata", "wrapper", /IDX20803.{0,80}'(?:https?:\/\/)(?<host>[\w.-]+)(?::(?<port>\d{1,5}))?/),
  signature(
    "aws-throttled",
    "rate-limited",
    /ThrottlingException|\bSlowDown\b|RequestLimitExceeded|ProvisionedThroughputExceeded/,
  ),
  signature(
    "aws-identity",
    "authentication",
    /WebIdentityErr|InvalidIdentityToken|AssumeRoleWithWebIdentity|security token included in the request is (?:expired|invalid)/,
  ),
  signature(
    "aws-denied",
    "authorization",
    /User: (?<user>\S{1,200}) is not authorized to perform: (?<detail>\S{1,80})/,
  ),
  signature("gcp-quota", "rate-limited", /Quota exceeded for quota metric '(?<key>[^']{1,120})'/),
];

/** Exit codes of curl, from its manual page. */
function byCurl(code = "", detail = "") {
  if (code === "60") return classOfText(detail) ?? "tls-untrusted";
  const known = {
    "6": "dns-unknown",
    "7": "refused",
    "28": "timeout",
    "35": "tls-plaintext",
    "52": "reset",
    "56": "reset",
    "1": "protocol",
  } as const;
  return Object.entries(known).find(([key]) => key === code)?.[1];
}
