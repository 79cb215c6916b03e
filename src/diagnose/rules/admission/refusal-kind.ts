/** Why the API server would not let a controller create something. */
export type RefusalKind =
  | "quota"
  | "quota-unset"
  | "quota-unknown"
  | "limit-range"
  | "service-account"
  | "pod-security"
  | "priority-class"
  | "runtime-class"
  | "webhook-denied"
  | "webhook-failed"
  | "timeout"
  | "namespace-terminating"
  | "forbidden"
  | "invalid"
  | "other";

/** What the message names: `quota`, `used`, `webhook`, `what` …, by kind. */
export type Named = Readonly<Record<string, string | undefined>>;

/**
 * In this order, the first that matches. Texts of the admission plugins and of the API machinery, v1.24 to v1.36
 * (resourcequota, limitranger, serviceaccount, podsecurity, priority, runtimeclass, webhook, policy); OpenShift's own last.
 */
const KINDS: readonly [RefusalKind, RegExp][] = [
  [
    "quota",
    /exceeded quota: (?<quota>[\w.-]+), requested: (?<requested>\S+), used: (?<used>\S+), limited: (?<limited>[^\s;)]+)/,
  ],
  ["quota-unset", /failed quota: (?<quota>[\w.-]+): must specify (?<what>.+)/],
  ["quota-unknown", /status unknown for quota: (?<quota>[\w.-]+)/],
  ["webhook-failed", /failed calling webhook "(?<webhook>[^"]+)": (?<what>.+)/],
  ["webhook-denied", /admission webhook "(?<webhook>[^"]+)" denied the request(?:: (?<what>.+)| without explanation)/],
  [
    "webhook-denied",
    /ValidatingAdmissionPolicy '(?<webhook>[^']+)' with binding '(?<binding>[^']+)' denied request: (?<what>.+)/,
  ],
  ["pod-security", /violates PodSecurity "(?<level>[^"]+)": (?<what>.+)/],
  [
    "pod-security",
    /unable to validate against any (?<level>security context constraint|pod security policy): (?<what>.+)/,
  ],
  [
    "limit-range",
    /\[?(?<what>(?:maximum|minimum) \S+ usage per \w+ is .+|(?<![^\s[])\S+ max limit to request ratio per \w+ is .+)/,
  ],
  ["service-account", /serviceaccount "(?<name>[\w.-]+)" not found/],
  ["priority-class", /no PriorityClass with name (?<name>[\w.-]+) was found/],
  ["runtime-class", /RuntimeClass "(?<name>[\w.-]+)" not found/],
  ["namespace-terminating", /because it is being terminated/],
  ["forbidden", /User "(?<user>[^"]+)" cannot (?<what>create resource "[^"]+")/],
  ["timeout", /request did not complete within (?:the )?requested timeout/i],
  ["invalid", /is invalid: (?<what>.+)/],
];

export function classifyRefusal(message: string): { kind: RefusalKind; named: Named } {
  for (const [kind, pattern] of KINDS) {
    const match = pattern.exec(message);
    if (match) return { kind, named: { ...match.groups } };
  }
  return { kind: "other", named: {} };
}
