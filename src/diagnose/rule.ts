import type { Evidence } from "../core/evidence.ts";
import type { Confidence, RuledOut, Severity, Step, Tier } from "../core/finding.ts";
import { type ObjectRef, shortName } from "../core/object.ts";
import type { Rollout } from "./situation/changes.ts";
import type { Situation } from "./situation/situation.ts";

export type Family =
  | "admission"
  | "scheduling"
  | "startup"
  | "probes"
  | "runtime"
  | "dependency"
  | "service"
  | "storage"
  | "node"
  | "control-plane"
  | "performance"
  | "resource"
  | "change";

/** One thing that can be wrong, and how to see it. Pure: the same situation gives the same drafts in the same order. */
export interface Rule {
  /** kebab-case, specific enough to act on; public interface. */
  code: string;
  family: Family;
  /** A symptom says that something is wrong here; a cause says why, precisely enough to act. */
  role: "cause" | "symptom";
  /** A cause that is often only the effect of another one on the same object or on what it depends on. Symptoms always are. */
  dependent?: boolean;
  /** A part that serves others does not run. What keeps it from running explains that, and is the thing to change, however little it tells. */
  outage?: boolean;
  severity: Severity;
  /** `harm` when it is missing; `noticed` for what is off without anybody suffering from it, see `docs/decisions/0014-two-tiers.md`. */
  tier?: Tier;
  /** It would stop or spoil a deploy, also where nobody suffers from it yet. */
  spoilsDeploy?: boolean;
  /** 1 … 9: how much it tells. Crash loop 1, connection refused 4, wrong port 8. Between two causes the more specific wins. */
  specificity: number;
  /**
   * What the community's alerts for the same are called (kubernetes-mixin, node-mixin, kube-prometheus): runbooks bear their
   * names. Where they differ by kind of workload, the kind is in the name.
   */
  alerts?: readonly string[];
  /** For docs/findings.md, one sentence each: what it means, what evidence it needs, what to do. */
  meaning: string;
  needs: string;
  remedy: string;
  /** What would show that the finding is wrong. */
  disproof: string;
  check(situation: Situation): Iterable<Draft>;
}

/** A finding before it is joined to others. It cannot be made without evidence. */
export interface Draft {
  /** The thing a person would change: the workload and not its pod, the Service, the claim, the quota, the node. */
  object: ObjectRef;
  title: string;
  evidence: readonly [Evidence, ...Evidence[]];
  confidence: Confidence;
  /** When it began, RFC 3339. */
  since?: string | null;
  /** Replaces the rule's severity, e.g. when some replicas still serve. */
  severity?: Severity;
  /**
   * Replaces the rule's tier, e.g. when nobody uses what is broken. A noticed cause is harm once it explains a harmful symptom.
   * Its severity is then `warning` when it should not be so, which costs the verdict `healthy`, or `info`, which does not.
   */
  tier?: Tier;
  /** It may well be meant so: noticed with severity `info`, and harm when the question names this very object. */
  maybeMeant?: boolean;
  /** It is so of many things that nobody means to ask about, and is told only to who names this object or namespace. */
  onlyWhenAsked?: boolean;
  /** A question about these objects should be told of it, although they do not suffer from it; a namespace stands for all in it. */
  concerns?: readonly ObjectRef[];
  /** Objects that suffer from it although the graph does not lead there, e.g. workloads that a quota refused. */
  affects?: readonly ObjectRef[];
  /** Replaces the rule's. */
  outage?: boolean;
  /** A part that is down and without which this cannot be well: what is wrong with that explains this. */
  restsOn?: ObjectRef;
  /** What should have made the thing that is missing here: only what is wrong with that explains this. */
  awaits?: ObjectRef;
  /** The server whose trouble this may only repeat: where several do and nothing explains it, it is told of the server, once. */
  repeats?: Repeats;
  next?: readonly Step[];
  /** What looks like the cause and is not, worked out by leaving it away. */
  ruledOut?: readonly RuledOut[];
}

/** What is said of a server that several workloads have the same trouble with. */
export interface Repeats {
  object: ObjectRef;
  /** `ledger does not answer in time`. */
  title: string;
  next: readonly Step[];
  /** The server itself answered so: one who repeats it is enough. */
  answered?: boolean;
}

/** The identity function; it is there so that the literal is checked. */
export function defineRule(rule: Rule): Rule {
  return rule;
}

/** A step that only looks. */
export function look(text: string, command: string): Step {
  return { text, command, changes: false };
}

/** A step that changes the cluster: sitrep shows it and never runs it by itself. */
export function change(text: string, command?: string): Step {
  return command === undefined ? { text, changes: true } : { text, command, changes: true };
}

/** The step back to the revision before this rollout. */
export function undo({ object, previous }: Rollout, text: string): Step {
  return change(text, `kubectl -n ${object.namespace} rollout undo ${shortName(object)} --to-revision=${previous}`);
}
