import type { Evidence } from "../../../core/evidence.ts";
import { cite } from "../../cite.ts";
import { settingsOf } from "../../graph/references.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";

/** So many show that it is named. */
const SHOWN = 3;
/** Configuration is read, not searched: values longer than this are data. */
const MAX_VALUE = 20_000;

/** Settings of other workloads of its namespace whose value has its name as a word, although it is no address that they call. */
export function namedBy(situation: Situation, { ref }: WorkloadView): Evidence[] {
  const name = new RegExp(`(?<![\\w-])${ref.name.replace(/\./g, "\\.")}(?![\\w-])`);
  const others = situation.workloads.filter(
    (other) => other.ref.namespace === ref.namespace && other.ref.name !== ref.name,
  );
  return others
    .flatMap((other) =>
      settingsOf(other, situation).filter(({ value }) => value.length < MAX_VALUE && name.test(value)),
    )
    .slice(0, SHOWN)
    .map(({ holder, where }) => cite.object(holder, `${where} names ${ref.name}`));
}
