import type { Alert } from "../../core/observation.ts";
import { once } from "../../core/once.ts";

/** What an alert says is short, lost, slow or failing. `latency`, `errors` and `traffic` tell who suffers, the others why. */
export type AlertTopic =
  | "throttling"
  | "cpu"
  | "memory"
  | "disk"
  | "packet-loss"
  | "restarts"
  | "latency"
  | "errors"
  | "traffic";

export interface AlertReading {
  topic: AlertTopic;
  /** The figures before and now, where the text has both; times in ms, others in the unit that the text uses. */
  before: number | undefined;
  now: number | undefined;
  /** Percent in use, where the text gives the level of a share. */
  percent: number | undefined;
}

/** Words of the community's rule sets and of vendors, the telling ones first: throttled CPU is no full CPU. */
const TOPICS: readonly [AlertTopic, RegExp][] = [
  ["throttling", /throttl|cpu_?cfs/i],
  [
    "packet-loss",
    /retrans|packet ?(?:loss|drop)|dropped packets|network ?(?:quality|errors?)|\binterface\b.{0,60}(?:error|drop)|(?:transmit|receive|tx|rx) ?err|networkpacket/i,
  ],
  ["memory", /\boom|out of memory|memory|\bheap\b|\bmem(?:_|\b)/i],
  ["disk", /disk|filesystem|inode|volume|storage|\biops\b/i],
  ["cpu", /cpu|load ?average|processor/i],
  ["restarts", /crash ?loop|restart/i],
  ["errors", /error|fail(?:ure|ed|ing)|5xx|success ?rate|availability|burn ?rate/i],
  ["latency", /latency|slow|response ?time|transaction ?time|duration|p9\d\b|p50\b|apdex/i],
  ["traffic", /throughput|traffic|\brps\b|requests? ?rate|\bqps\b/i],
];

/** `Normal=3.0% -> Current=5.1%`, `from 20 ms to 3 s`, `3 → 40`: a figure, an arrow or "to", a figure of the same unit. */
const FIGURES =
  /(?<![\d.])(-?\d+(?:\.\d+)?) ?([a-zµ%/]{0,12})[^\d-]{0,20}(?:->|→|=>|\bto\b)[^\d-]{0,30}(-?\d+(?:\.\d+)?) ?([a-zµ%/]{0,12})/i;
/** `Current response time (912 ms) exceeds the baseline (20 ms)`: the figure now, then the one before. */
const AGAINST =
  /(?<![\d.])(\d+(?:\.\d+)?) ?([a-zµ%/]{0,12})[^\d]{0,60}\b(?:baseline|normal|expected|usual|typical)\b[^\d]{0,40}(\d+(?:\.\d+)?) ?([a-zµ%/]{0,12})/i;
const IN_MS: Readonly<Record<string, number>> = { us: 1e-3, µs: 1e-3, ms: 1, s: 1e3, sec: 1e3, seconds: 1e3 };
const PERCENT = /(?<![\d.])(\d+(?:\.\d+)?) ?%/;

/** What the alert's own words say: its name first, then summary and description. `undefined` when none is understood. */
export const readAlert = once((alert: Alert): AlertReading | undefined => {
  const text = wordsOf(alert.annotations).slice(0, 2_000);
  const name = alert.name.replace(/([a-z])([A-Z])/g, "$1 $2").replaceAll("_", " ");
  const topic = [name, text].map(topicOf).find((found) => found !== undefined);
  if (!topic) return undefined;
  const { before, unit, now, other } = figuresIn(text);
  const same = now !== undefined && (unit === other || (IN_MS[unit] !== undefined && IN_MS[other] !== undefined));
  const share = same ? unit === "%" && now : PERCENT.exec(text)?.[1];
  return {
    topic,
    before: same && before ? Number(before) * (IN_MS[unit] ?? 1) : undefined,
    now: same ? Number(now) * (IN_MS[other] ?? 1) : undefined,
    percent: share ? Number(share) : undefined,
  };
});

function figuresIn(text: string) {
  const [, before, unit = "", now, other = ""] = FIGURES.exec(text) ?? [];
  if (now !== undefined) return { before, unit, now, other };
  const [, current, of = "", baseline, its = ""] = AGAINST.exec(text) ?? [];
  return { before: baseline, unit: its, now: current, other: of };
}

/** Products name their annotations as they like (`title`, `body`, `text`); links say nothing. */
function wordsOf({ summary = "", description = "", message = "", ...others }: Alert["annotations"]): string {
  const more = Object.entries(others).flatMap(([name, text]) => (LINKS.test(name) ? [] : [text]));
  return [summary, description, message, ...more].join(" ");
}

const LINKS = /url|uri|link|dashboard|panel|silence|runbook|playbook|query|expr/i;

function topicOf(text: string): AlertTopic | undefined {
  return TOPICS.find(([, words]) => words.test(text))?.[0];
}
