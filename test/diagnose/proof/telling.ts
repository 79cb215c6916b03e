import type { Evidence } from "../../../src/core/evidence.ts";
import { redact } from "../../../src/core/redact/redact.ts";

/**
 * Why a word of a fact need not be in the output of its command. `computed`: sitrep adds up what the command shows.
 * `joined`: it comes from the other side of the relation, which evidence beside it shows. `lacking`: the fact is that it is
 * not there.
 */
type Excuse = "computed" | "joined" | "lacking";

const EXCUSED: readonly (readonly [RegExp, Excuse])[] = [
  // Allocatable less what the pods there request: `kubectl describe node` shows both.
  [/ has [\d.]+\S* \S+ left of [\d.]+\S* \S+/g, "computed"],
  [/ runs \d+ pods and may run \d+/g, "computed"],
  // Pods counted by where they run, which the command shows of each.
  [/ \d+ of \d+ on \S+, 0 of \d+ elsewhere/g, "computed"],
  [/\d+ of \d+ workloads on .* are slow by themselves, \d+ elsewhere, where \d+ are not/g, "computed"],
  // Added up over the containers of all pods, of which the command shows the last that ended.
  [/\b\d+ restarts\b/g, "computed"],
  // From a flag of the JVM, in bytes as Kubernetes writes them.
  [/ maximum heap \S+/g, "computed"],
  // A policy names labels; whose they are, the workload shows.
  [/ selects \S+ (?:for egress )?and has no .*/g, "joined"],
  [/, the claim needs .*/g, "joined"],
  [/ no (?:PodScheduled condition|fsGroup)|, and no route of .*| runs no pod with .*/g, "lacking"],
  [/ offers no .*| does not offer .*/g, "lacking"],
];

/** The words of a fact by which a person would recognise it in the output: names, numbers, reasons. */
export function tellingWords(evidence: Evidence): string[] {
  const { kind, text, data } = evidence;
  if (kind === "log") return [beginning(data.line)];
  if (kind === "event") return [String(data.reason), beginning(data.message)];
  const own = new Set(evidence.objects.map(({ name }) => name));
  const plain = EXCUSED.reduce((rest, [pattern]) => rest.replace(pattern, " "), text)
    .replaceAll(/\b\d+(?:\.\d+)? (?:ms|s|min|h|d|days?)\b/g, " ")
    .replaceAll(/(T\d\d:\d\d:\d\d)\.\d+Z/g, "$1");
  const words = plain.match(/"[^"]+"|[\w./:=-]*\w/g) ?? [];
  return words
    .map((word) => word.replaceAll('"', ""))
    .filter((word) => /[-./:=\d]|[a-z][A-Z]/.test(word) && !own.has(word));
}

/** Enough of a line to know it by, without what stands before a column of its own in YAML. */
function beginning(text: unknown): string {
  return redact(squeezed(String(text))).slice(0, 80);
}

export function squeezed(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** Is the word there, or each of its parts: `key=value` is `key: value` in YAML, `deploy/api` a kind and a name. */
export function isShown(given: string, shown: string): boolean {
  const [word, output] = [given.toLowerCase(), shown.toLowerCase()];
  if (output.includes(word)) return true;
  const parts = word.split(IS_PATH.test(given) ? /[./:=]/ : /[/:=,]/);
  return parts.filter((part) => part.length > 0 && !TYPES.has(part)).every((part) => output.includes(part));
}

/** Of a field: its parts stand below each other in YAML. `.resources.limits.memory`, `readinessProbe.httpGet.port`. */
const IS_PATH = /^(?:spec|status|metadata)?\.|^[a-z]+[A-Z]\w*\./;

const TYPES = new Set([
  "deploy",
  "sts",
  "ds",
  "rs",
  "svc",
  "cm",
  "pvc",
  "pv",
  "netpol",
  "sa",
  "ns",
  "cronjob",
  "ingress",
  "apiservice",
  "spec",
  "secret",
  "tcp",
]);
