import { signature } from "../signature.ts";

/** errno and resolver texts of glibc, musl and other libraries, as most stacks pass them on. */
export const OS = [
  signature("os-refused", "refused", /connection refused|ECONNREFUSED|ConnectionRefused/i),
  signature("os-timeout", "timeout", /\b(?:connection|operation) timed out|ETIMEDOUT/i),
  signature(
    "os-no-route",
    "no-route",
    /no route to host|host is unreachable|network (?:is )?unreachable|EHOSTUNREACH|ENETUNREACH/i,
  ),
  signature("os-reset", "reset", /connection reset|ECONNRESET/i),
  signature("os-broken-pipe", "consequence", /broken pipe|\bEPIPE\b/i),
  signature(
    "os-name-unknown",
    "dns-unknown",
    /name or service not known|name does not resolve|nodename nor servname|no address associated with|name has no usable address/i,
  ),
  signature(
    "os-name-temporary",
    "dns-failing",
    /temporary failure in name resolution|EAI_AGAIN|non-recoverable (?:failure|error)/i,
  ),
  signature("os-name-try-again", "dns-failing", /(?:resolve|lookup|address|getaddrinfo)[^:]{0,80}: try again/i),
  signature("os-address-in-use", "port-in-use", /address already in use|EADDRINUSE/i),
  signature("os-address-foreign", "config-invalid", /cannot assign requested address|EADDRNOTAVAIL/i),
  signature(
    "os-port-of-kernel",
    "file-permission",
    /(?:bind|listen)\b[^:]{0,60}(?::(?<port>\d{1,5})[^:]{0,20})?:? ?(?:permission denied|EACCES)/i,
  ),
  signature("os-permission", "file-permission", /permission denied|\bEACCES\b|operation not permitted|\bEPERM\b/i),
  signature(
    "os-permission-file",
    "file-permission",
    /["'`(]?(?<![\w/@+-])(?<file>\/[\w./@+-]{2,200})["'`)]?:? (?:failed \(13: )?\(?permission denied/i,
  ),
  signature(
    "os-disk-full",
    "disk-full",
    /no space left on device|\bENOSPC(?!: System limit)|disk quota exceeded|EDQUOT|not enough disk space|disk (?:is )?full/i,
  ),
  signature(
    "os-inotify",
    "process-limit",
    /ENOSPC: System limit for number of file watchers|inotify (?:watch|instance)\w{0,30} limit/i,
  ),
  signature("os-read-only", "read-only-filesystem", /read-only file ?system|EROFS/i),
  signature(
    "os-read-only-file",
    "read-only-filesystem",
    /["'`(]?(?<![\w/@+-])(?<file>\/[\w./@+-]{2,200})["'`)]?:? (?:failed \(30: )?\(?read-only file ?system/i,
  ),
  signature("os-no-file", "file-missing", /no such file or directory|\bENOENT\b/i),
  signature(
    "os-no-file-named",
    "file-missing",
    /["'`(]?(?<![\w/@+-])(?<file>\/[\w./@+-]{2,200})["'`)]?:? (?:failed \(2: )?\(?no such file or directory/i,
  ),
  signature(
    "os-cannot-open",
    "file-missing",
    /(?:can(?:no|')t|could not|unable to|failed to) (?:open|read|load|find|stat)(?: the)?(?: config\w{0,30})?(?: file)?:? ["'`]?(?<file>\/[\w./@+-]{2,200})/i,
  ),
  signature(
    "os-config-file-absent",
    "file-missing",
    /config(?:uration)? file,? ["'`]?(?<file>[\w./@+-]{2,200})["'`]? (?:was |is |does )?not (?:found|exist|present)/i,
  ),
  signature("os-descriptors", "descriptor-limit", /too many open files|\bEMFILE\b|\bENFILE\b/i),
  signature("os-no-memory", "memory-killed", /cannot allocate memory|\bENOMEM\b/i),
  signature("os-no-process", "process-limit", /\bfork\b[^:]{0,60}: (?:retry: )?resource temporarily unavailable/i),
  signature(
    "os-mount-broken",
    "mount",
    /transport endpoint is not connected|stale (?:nfs )?file handle|input\/output error/i,
  ),
];
