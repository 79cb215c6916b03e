import { analyze } from "./analyze.ts";

/**
 * What people say in an incident and pages do not write. Left: patterns over the question. Right: the words that
 * Kubernetes, Prometheus and runbooks use for it. General terms of the trade only; no alert and no product of one company.
 */
const SAYINGS: readonly (readonly [RegExp, string])[] = [
  [
    /\b(keeps?|kept)\s+(dying|crashing|restarting|failing|falling over)|crash(es|ing)? (again and again|repeatedly|in a loop)/,
    "crashloopbackoff crash looping restart",
  ],
  [/\bout of memory|\bmemory (killed|exhausted)|ran out of (ram|memory)|\boom\b/, "oom oomkilled memory limit"],
  [
    /\b(disk|volume|filesystem|storage)\b.{0,120}\b(full|filling)|no space left|out of (disk|space)/,
    "disk space full filling filesystem",
  ],
  [
    /\b(can'?t|cannot|could not|unable to|fails? to) pull|image (not found|missing)|pull(ing)? (the )?image/,
    "imagepullbackoff errimagepull image pull registry",
  ],
  [
    /\b(stuck|hangs?|hanging)\b.{0,120}\bpending|can'?t be scheduled|not scheduled|nowhere to run/,
    "pending unschedulable failedscheduling",
  ],
  [/\bstuck\b.{0,120}\b(terminating|deleting)|won'?t delete/, "terminating finalizer stuck"],
  [/\b(cert|certificate|tls|ssl)s?\b.{0,120}\b(expir|invalid|old|renew)/, "certificate expiration x509 expired renew"],
  [/\b(slow|sluggish|takes? (too )?long|lagging)\b/, "latency slow high"],
  [/\b(5xx|500s?|502s?|503s?|504s?)\b/, "errors 5xx error rate"],
  [/\b(name|dns|host)s?\b.{0,120}\b(resol|lookup)|no such host|nxdomain/, "dns coredns resolution"],
  [
    /\b(connection|conn)s? (refused|reset|timed out)|can'?t (connect|reach)|unreachable/,
    "connection unreachable network endpoint",
  ],
  [/\b(throttl|cpu (limit|starv))/, "cpu throttling limit"],
  [/\b(access|permission|authoriz)\w*\s+denied|\bforbidden\b|\b403\b|not allowed to/, "rbac forbidden permission role"],
  [
    /\b(node|machine|host)s? (is |are |went |has )?(down|gone|dead|lost|unreachable)/,
    "node notready unreachable kubelet",
  ],
  [/\b(health|liveness|readiness) ?checks?\b.{0,120}\b(fail|failing)/, "probe liveness readiness failing"],
  [/\b(nothing|no ?one|no pods?) (is )?(behind|backing|serving)|no endpoints?/, "endpoints selector ready service"],
  [/\b(roll ?back|undo|revert)\b/, "rollback undo revision"],
  [/\b(queue|backlog)\b.{0,120}\b(grow|big|full|high|long)/, "queue backlog lag consumer"],
  [/\b(replica(tion)?|follower|standby|secondary)\b.{0,120}\b(behind|late|delay|lag)/, "replication lag replica"],
  [
    /\b(?:no ?(?:body|one)|none of us) (?:got|was|were) (?:paged|alerted|notified)|\bno (?:pages?|alerts?|notifications?) (?:came|arrived|went out|were sent)/,
    "alertmanager failed send alerts notifications",
  ],
  [/\bkubectl top\b|\bmetrics api\b/, "metrics server aggregated api apiservice"],
  [
    /\b(?:no|out of|not enough|ran out of)\b.{0,40}\b(?:ips?|ip addresses)\b|\bips? (?:exhausted|used up)/,
    "ip addresses exhausted allocate subnet",
  ],
  [/\b(?:where|on nodes?) (?:they|it) should(?:n'?t| not)\b/, "misscheduled"],
  [/\b(?:is|are|went|looks?) (?:gone|dead|missing)\b|\bdisappeared\b/, "down absent"],
  [/\b(?:cert|certificate|tls|ssl)s?\b.{0,60}\bwo?n'?t renew|\brenewal fail/, "certificate renewal errors expiration"],
  [/\bstate\b.{0,40}\block(?:ed)?\b|\block(?:ed)? state\b/, "error acquiring refreshing state lock"],
  [/\b(?:ram|memory)\b.{0,40}\b(?:gone|full|low|exhausted|left)\b/, "memory utilization high available"],
  [/\bscal(e|ing) (up|out)\b.{0,120}\b(fail|not|stuck)|not scaling|max(ed)? out/, "hpa autoscaler replicas maximum"],
];

/** Words of a question, and the words that say the same in documents. */
export interface Rewording {
  said: readonly string[];
  meant: readonly string[];
}

/** What the question says, in the words of the trade. */
export function sayingsIn(question: string): Rewording[] {
  const text = question.toLowerCase();
  return SAYINGS.flatMap(([pattern, words]) => {
    const [said] = pattern.exec(text) ?? [];
    return said === undefined ? [] : [{ said: analyze(said), meant: words.split(" ") }];
  });
}
