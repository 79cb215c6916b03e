import type { Step } from "../../../core/finding.ts";
import { shortName } from "../../../core/object.ts";
import type { Entities, LogClass } from "../../logs/signature.ts";
import { defineRule, look, type Rule } from "../../rule.ts";
import { partOf } from "../../situation/part.ts";
import type { Situation } from "../../situation/situation.ts";
import { type Crash, crashesBecauseOf } from "./crash.ts";
import { crashDraft } from "./crash-draft.ts";

/** A rule about containers that end, each for a reason that one class of log lines names. */
interface CrashRule extends Omit<Rule, "family" | "role" | "severity" | "check" | "needs" | "disproof"> {
  classes: readonly [LogClass, ...LogClass[]];
  /** The finding in a sentence, from the workload's name and what the line names. */
  title(name: string, entities: Entities): string;
  /** Where a person looks to fix it; by default the workload's manifest. */
  next?(crash: Crash): readonly Step[];
  disproof?: string;
  /** Crashes that a rule of their own tells more of. */
  except?(crash: Crash, situation: Situation): boolean;
}

export function crashRule({ classes, title, next = manifest, disproof, except, ...rest }: CrashRule): Rule {
  return defineRule({
    ...rest,
    family: "runtime",
    role: "cause",
    severity: "critical",
    needs: "A container that keeps exiting, and the log line near its exit that says why.",
    disproof: disproof ?? "The container exits without that line, or keeps running after it.",
    *check(situation) {
      for (const crash of crashesBecauseOf(situation, ...classes)) {
        if (except?.(crash, situation)) continue;
        const name = partOf(crash.workload, crash.containers[0]);
        yield crashDraft(situation, crash, title(name, crash.clue.entities), next(crash));
      }
    },
  });
}

/** The workload as it is now. */
export function manifest({ workload: { ref } }: Crash): readonly Step[] {
  return [look("See what the workload is given", `kubectl -n ${ref.namespace} get ${shortName(ref)} -o yaml`)];
}
