import { classOfText, signature } from "../signature.ts";

const KEY = "(?<key>[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)";

/**
 * A peer answered with this status. The line has to speak of a call: a server's own access log says with the same
 * words what it answered to others.
 */
function answered(status: string): RegExp {
  const call = "(?:https?:\\/\\/|\\bcall|\\brequest to|upstream|\\bfrom\\b|\\bfetch|fail|error|unexpected)";
  const code = `(?:status(?: code)?|http(?:\\/[12](?:\\.[01])?)?|response(?: code)?|code|returned|with)(?: \\w+){0,2}[ =:]{1,3}["']?(?<code>${status})\\b`;
  return new RegExp(
    `${call}.{0,160}?\\b${code}|${call}.{0,160}?\\b(?<code2>${status}) (?:unauthorized|forbidden|internal|bad gateway|service unavailable|gateway)`,
    "i",
  );
}

/** Wordings that many programs share, without a product in them. */
export const GENERIC = [
  // configuration
  signature(
    "env-missing",
    "config-missing",
    new RegExp(
      `(?:missing|required|undefined|unset|no|empty|set|provide|define)\\b.{0,40}\\b(?:env(?:ironment)?)\\b(?: var(?:iable)?s?)?:? ?(?:is |are )?['"\`$]?\\{?${KEY}`,
      "i",
    ),
  ),
  signature(
    "env-not-set",
    "config-missing",
    new RegExp(
      `\\benv(?:ironment)?(?: var(?:iable)?s?)?:? ?['"\`$]?\\{?(?:${KEY})?.{0,20}\\b(?:is |are |was |must be |has )?(?:not (?:been )?(?:set|defined|found|provided|present|specified)|missing|required|unset|undefined|empty)`,
      "i",
    ),
  ),
  signature(
    "key-not-set",
    "config-missing",
    /(?:^|[\s'"`$({:])(?<key>[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)['"`})]{0,2} (?:env(?:ironment)? (?:var(?:iable)? )?)?(?:must be set|(?:is |was |must be |has )?(?:not (?:been )?(?:set|defined|provided|specified|configured)|missing|required|unset|undefined|empty)|must not be empty)/,
  ),
  signature(
    "key-missing",
    "config-missing",
    /\b(?:missing|required|must (?:set|provide|specify|define))\b(?: (?:required|mandatory|value|key|config\w{0,30}|setting|parameter|option|variable|env\w{0,30}|for|the|field|argument|secret|credentials?)){0,4}:? ['"`$]?\{?(?<key>[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)/,
  ),
  signature(
    "setting-missing",
    "config-missing",
    /\b(?:missing|no) (?:required |mandatory )?(?:config(?:uration)?|setting|property|option|parameter|argument|flag)(?: (?:key|value|option|property|parameter|entry))?:? ['"`]?(?<key>[A-Za-z][\w.-]{1,80})/i,
  ),
  signature(
    "setting-required",
    "config-missing",
    /\b(?:config(?:uration)?|setting|property|option|parameter|argument|flag)(?: (?:key|option))?:? ['"`]?(?<key>[A-Za-z-][\w.-]{1,80})['"`]? (?:is |are )?(?:required|missing|not set|mandatory)/i,
  ),
  signature(
    "arguments-required",
    "config-missing",
    /the following arguments are required: (?<key>.{1,120})|required (?:flag|argument)\(?s?\)?:? ["'`-]*(?<key2>[\w, "'-]{1,80}?)["'`]? not set/i,
  ),
  signature(
    "config-invalid",
    "config-invalid",
    /\b(?:invalid|bad|malformed|illegal|unsupported) (?:config(?:uration)?|setting|value|option|argument|parameter|property|flag|log ?level|port|url|dsn|connection string)\b(?: (?:for|in|of|value|key|option|file|setting|parameter|variable|env\w{0,30})){0,3}:? ?["'`]?(?<key>[\w./-]{0,80})/i,
  ),
  signature(
    "number-invalid",
    "config-invalid",
    new RegExp(
      `${KEY}\\b.{0,120}(?:strconv\\.\\w{1,12}: parsing|For input string:|invalid literal for int|invalid digit found)`,
    ),
  ),
  signature(
    "config-parse",
    "config-invalid",
    /(?:fail\w{0,30}|error|could not|cannot|can't|unable)[ :](?:to )?(?:pars\w{0,30}|unmarshal\w{0,30}|decod\w{0,30}|load\w{0,30}|read\w{0,30})(?: \w+){0,3} (?:config\w{0,30}|settings|yaml|toml)\b(?:[^/]{0,40}(?<file>\/[\w./@+-]{2,200}))?/i,
  ),
  signature(
    "yaml-syntax",
    "config-invalid",
    /yaml: (?:line \d+: |unmarshal errors?:?|did not find|mapping values|found character|control characters)|yaml\.(?:scanner|parser)\.\w+Error|YAMLException/i,
  ),
  signature(
    "json-syntax",
    "config-invalid",
    /(?:config|settings)[^:]{0,110}:.{0,40}(?:unexpected (?:token|end of json|character)|invalid character)|(?:unexpected token|unexpected end of json|invalid character).{0,80}(?:config|settings)/i,
  ),
  signature(
    "flag-unknown",
    "config-invalid",
    /(?:flag provided but not defined|unknown (?:shorthand )?flag|unrecognized (?:option|argument)s?|unknown (?:option|argument|command)|invalid option|no such option|unrecognised option):?(?: --?|:? ?["'`])?-{0,2}(?<key>[\w-]{1,60})?/i,
  ),
  signature(
    "license",
    "license",
    /licen[cs]e(?: key| file)?(?: \S{1,60})?(?: is| has)? ?(?:expired|invalid|not valid|missing|not found|required|exceeded|revoked)|(?:invalid|expired|missing|no valid) licen[cs]e|licen[cs]e (?:check|validation|verification) failed/i,
  ),
  // way and peer
  signature(
    "cert-expired",
    "tls-expired",
    /cert(?:ificate)?\b.{0,60}\b(?:has |is |was )?(?:expired|no longer valid|not yet valid)|(?:expired|outdated) (?:ssl |tls |x509 )?cert(?:ificate)?/i,
  ),
  signature(
    "cert-untrusted",
    "tls-untrusted",
    /certificate signed by unknown authority|self[- ]signed certificate|unable to (?:get local issuer|verify the first) certificate|certificate verify failed|unknown (?:ca|certificate authority)\b|certificate (?:is )?not trusted/i,
  ),
  signature(
    "cert-name",
    "tls-name",
    /certificate is valid for .{1,200}, not (?<host>[\w.-]+)|hostname(?: \S{1,100})? (?:doesn't|does not) match|certificate (?:is )?not valid for|certificate name mismatch/i,
  ),
  signature(
    "password-rejected",
    "authentication",
    /(?:password|user|database|db|redis|mongo|mysql|postgres|amqp|broker|sasl|ldap|smtp|client) ?authentication (?:failed|failure|error)|authentication (?:failed|failure)(?! handler)|(?:invalid|wrong|bad|incorrect) (?:username|user name|user|login)? ?(?:or|and|\/)? ?(?:credentials|password)|login (?:failed|refused|incorrect)|access denied for user/i,
  ),
  signature(
    "password-rejected-user",
    "authentication",
    /authentication failed for (?:user|principal|role) ["'`]?(?<user>[\w.@-]{1,80})|login failed for user ["'`]?(?<user2>[\w.@-]{1,80})/i,
  ),
  signature("unauthorized-answer", "authentication", answered("401")),
  signature("forbidden-answer", "authorization", answered("403")),
  signature(
    "rate-limited",
    "rate-limited",
    /429 too many requests|too many requests|\bRateLimit(?:ed|Exceeded)?(?:Error|Exception)\b|error code: 429\b|rate limit(?:ed)? (?:exceeded|reached|hit)|rate exceeded|throttl(?:ed|ing)exception|quota exceeded for/i,
  ),
  signature("answer-5xx", "upstream-error", answered("50[0234]")),
  signature(
    "pool-exhausted",
    "pool-exhausted",
    /connection pool(?: is| has been)? (?:exhausted|full|empty|at capacity|saturated)|pool (?:exhaust|timeout|is full)\w{0,30}|no (?:more |free |available |idle )?connections? (?:are )?(?:available|left|free)(?: in (?:the )?pool)?|all (?:pooled )?connections (?:are |were )?in use|(?:ran|running|run) out of (?:free |available |database |db )?connections|(?:get|obtain|acquire|borrow)\w{0,30} (?:a )?(?:database |db )?connection from (?:the )?pool/i,
  ),
  signature(
    "too-many-connections",
    "connection-limit",
    /too many connections|too many clients|max(?:imum)? (?:number of )?(?:connections|clients) (?:reached|exceeded)|connection limit (?:exceeded|reached)/i,
  ),
  signature(
    "circuit-open",
    "circuit-open",
    /circuit ?breaker(?: \S{1,80})? is (?:now )?(?:half[- _]?)?open|breaker is open|circuit is (?:now )?open/i,
  ),
  signature(
    "deadline",
    "deadline",
    /context deadline exceeded|deadline ?exceeded|request timed? ?out|timeout (?:of \d+ ?ms )?exceeded|read timed out|response timeout|execution expired|time(?:d )?out waiting for (?:a )?(?:response|reply|answer)|upstream request timeout|query timed out/i,
  ),
  signature(
    "connect-failed",
    "unreachable",
    /(?:unable|failed|could not|cannot|can't) (?:to )?(?:connect|reach|establish (?:a )?(?:\w+ )?connection)\b(?: to)?(?: the)?(?: \w+){0,2} (?:database|db|server|broker|cache|redis|queue|backend|cluster|service|host)|(?:database|db|redis|broker|cache|kafka|queue|mongo\w{0,30}|postgres\w{0,30}|mysql) connection (?:failed|error|lost|could not be established)/i,
  ),
  signature(
    "cassandra-hosts",
    "unreachable",
    /All host\(s\) tried for (?:\w+ )?query failed(?: \(tried: (?:[\w.-]*\/)?(?<host>[\w.-]+):(?<port>\d{1,5}))?/,
  ),
  signature(
    "connect-timeout",
    "timeout",
    /connect(?:ion)?(?: attempt| request)?(?: to \S{1,120})? (?:timed? ?out|timeout)|timed? ?out (?:while )?(?:connecting|waiting for connection|trying to connect)|timeout connecting/i,
  ),
  signature(
    "read-only-database",
    "read-only",
    /(?:database|server|instance|replica|node|cluster|table) is (?:in )?read[- ]?only(?: mode)?|read-only (?:transaction|mode|replica|database|option)/i,
  ),
  signature("deadlock", "deadlock", /deadlock (?:found|detected|victim)/i),
  signature(
    "lock-wait",
    "lock-wait",
    /lock wait timeout|could not (?:acquire|obtain) (?:\w+ )?lock|lock timeout|waiting for (?:\w+ )?lock/i,
  ),
  signature(
    "migration",
    "migration-failed",
    /migrations? (?:\S{1,80} )?(?:has |have )?(?:failed|is dirty|error)|(?:fail\w{0,30}|error|could not|unable)(?: to)? (?:run|apply|execute|perform|running|applying|executing|during)?(?: database| db| schema)? ?migrations?|dirty database version|pending migrations/i,
  ),
  signature(
    "schema",
    "schema",
    /(?:table|relation|column|view) ["'`]?(?<table>[\w.]{1,120})["'`]? (?:doesn't|does not) exist|no such (?:table|column):? (?<key>[\w.]{1,120})|unknown column ['"`]?(?<key2>[\w.]{1,80})/i,
  ),
  signature(
    "unknown-database",
    "unknown-object",
    /(?:unknown database|database) ["'`](?<db>[^"'`]{1,80})["'`](?: does not exist)?(?=$|[^\w]*(?:does not exist|$|\)|"))|role ["'`](?<user>[^"'`]{1,80})["'`] does not exist/i,
  ),
  signature(
    "clock",
    "clock",
    /clock (?:skew|drift)|RequestTimeTooSkewed|token used before issued|token is not (?:yet valid|valid yet)|jwt not active|JWT must not be accepted before|ImmatureSignatureError/i,
  ),
  signature(
    "dependency-tail",
    (found) => classOfText(found.detail),
    /(?:fail\w{0,30}|unable|could ?n[o']t|can ?n?[o']t|error)(?: to)? (?:connect(?:ing)?|dial(?:ing)?|reach)(?: to)?(?: the)?(?: \w+){0,3}(?: (?:at|on|to|server))?[ "'`]{1,2}(?:\w+:\/\/)?(?<host>[a-z][\w-]*(?:\.[\w-]+)*)["'`]?:(?<port>\d{2,5})\b[^a-z]{0,4}(?<detail>.{0,200})/i,
  ),
  // process faults
  signature("process-killed", "memory-killed", /^(?:\S+: line \d+: +\d+ )?Killed\b/),
  signature(
    "process-segfault",
    "segmentation-fault",
    /segmentation fault|\bSIG(?:SEGV|BUS|ILL)\b|illegal instruction/i,
  ),
  signature(
    "process-stack",
    "stack-overflow",
    /stack overflow|StackOverflowError|maximum call stack size exceeded|maximum recursion depth exceeded|goroutine stack exceeds/i,
  ),
  signature(
    "process-deadlocked",
    "process-deadlock",
    /all goroutines are asleep - deadlock|found (?:one|\d+) java-level deadlock|deadlock detected in (?:thread|process)/i,
  ),
  signature(
    "out-of-memory",
    "heap-exhausted",
    /\bout of memory\b(?!: killed)|memory limit exceeded|insufficient memory/i,
  ),
];
