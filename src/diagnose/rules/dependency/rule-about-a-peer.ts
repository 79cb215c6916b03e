import type { Evidence } from "../../../core/evidence.ts";
import type { Confidence, Step } from "../../../core/finding.ts";
import type { ObjectRef } from "../../../core/object.ts";
import type { Link } from "../../graph/links.ts";
import type { LogClass } from "../../logs/signature.ts";
import type { Rule } from "../../rule.ts";
import type { Situation } from "../../situation/situation.ts";

/** A rule about what a peer answers, one class of log lines at a time. */
export interface LinkRule extends Omit<Rule, "family" | "role" | "severity" | "check" | "needs" | "disproof"> {
  classes: readonly LogClass[];
  /** Who has to change something: the caller's configuration, or the peer itself when it is in the cluster. */
  blame: "caller" | "peer" | ((link: Link, situation: Situation) => "caller" | "peer");
  title(names: { caller: string; peer: string }, link: Link, situation: Situation): string;
  /** What is said of the peer where several callers have this trouble with it. */
  together?(peer: string, link: Link): string;
  /** Links that this rule leaves to another one. */
  unless?(link: Link, situation: Situation): boolean;
  next?(object: ObjectRef, link: Link, situation: Situation): readonly Step[];
  /** What is shown beside the log line. */
  shown?(link: Link, situation: Situation): readonly Evidence[];
  /** Replaces what the lines alone would say. */
  confidence?(link: Link, situation: Situation): Confidence | undefined;
  role?: Rule["role"];
  disproof?: string;
}
