import { editDistance } from "../../../core/edit-distance.ts";
import { outward } from "../../graph/calls.ts";
import type { Reference } from "../../graph/references.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";

/** A workload whose setting names another address than the same setting of all its siblings. */
export interface OddOneOut {
  workload: WorkloadView;
  reference: Reference;
  address: string;
  usual: string;
  siblings: readonly WorkloadView[];
}

/** So many agree by more than chance, where nothing else shows that the odd one is a slip. */
const MANY = 3;
/** So many do where the odd one leads nowhere, or differs by a letter, the port or the namespace only. */
const FEW = 2;

export function oddOnesOut(situation: Situation): OddOneOut[] {
  const named = situation.workloads.flatMap((workload) => {
    const byKey = Map.groupBy(outward(situation, workload), ({ key }) => key);
    return [...byKey].flatMap(([key, all]) => {
      const [reference, ...more] = all;
      return key && reference && more.length === 0 ? [{ workload, reference, address: addressOf(reference) }] : [];
    });
  });
  const bySetting = Map.groupBy(named, ({ workload, reference }) => `${workload.ref.namespace} ${reference.key}`);
  return [...bySetting.values()].flatMap((all): OddOneOut[] => {
    const groups = [...Map.groupBy(all, ({ address }) => address).values()].sort((a, b) => a.length - b.length);
    const [[odd] = [], usual = []] = groups;
    const [model] = usual;
    if (groups.length !== 2 || groups[0]?.length !== 1 || !odd || !model) return [];
    if (usual.length < (isSlip(odd.reference, model.reference) ? FEW : MANY)) return [];
    return [{ ...odd, usual: model.address, siblings: usual.map(({ workload }) => workload) }];
  });
}

function addressOf({ host, port }: Reference): string {
  return port === undefined ? host : `${host}:${port}`;
}

function isSlip(odd: Reference, usual: Reference): boolean {
  if (odd.host === usual.host || (odd.cluster && odd.cluster.name === usual.cluster?.name)) return true;
  if (odd.cluster) return odd.service === undefined;
  return editDistance(odd.host, usual.host) === 1;
}
