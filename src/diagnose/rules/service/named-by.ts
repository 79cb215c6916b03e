import type { Evidence } from "../../../core/evidence.ts";
import { once } from "../../../core/once.ts";
import { push } from "../../../core/push.ts";
import { cite } from "../../cite.ts";
import { settingsOf } from "../../graph/references.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";

/** So many show that it is named. */
const SHOWN = 3;
/** Configuration is read, not searched: values longer than this are data. */
const MAX_VALUE = 20_000;

type Setting = ReturnType<typeof settingsOf>[number];

/** Settings of other workloads of its namespace whose value has its name as a word, although it is no address that they call. */
export function namedBy(situation: Situation, { ref }: WorkloadView): Evidence[] {
  const settings = settingsNamingSleepers(situation).get(`${ref.namespace}/${ref.name}`) ?? [];
  return settings.slice(0, SHOWN).map(({ holder, where }) => cite.object(holder, `${where} names ${ref.name}`));
}

/** By `namespace/name` of the workloads at zero. Every setting is read once. */
const settingsNamingSleepers = once((situation: Situation): ReadonlyMap<string, readonly Setting[]> => {
  const asleep = situation.workloads.filter(({ object, desired }) => object?.spec?.replicas === 0 && desired === 0);
  const names = new Set(asleep.map(({ ref }) => `${ref.namespace}/${ref.name}`));
  const spaces = new Set(asleep.map(({ ref }) => ref.namespace));
  const found = new Map<string, Setting[]>();
  for (const workload of situation.workloads) {
    const { namespace, name } = workload.ref;
    if (!spaces.has(namespace)) continue;
    for (const setting of settingsOf(workload, situation).filter(({ value }) => value.length < MAX_VALUE))
      for (const word of new Set(setting.value.split(/[^\w-]+/)))
        if (word !== name && names.has(`${namespace}/${word}`)) push(found, `${namespace}/${word}`, setting);
  }
  return found;
});
