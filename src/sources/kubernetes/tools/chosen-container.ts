import type { Pod } from "../../../core/kubernetes/pod.ts";
import { noContainer } from "../pods/no-container.ts";
import { containerStatuses } from "../pods/pod-status.ts";

/** The named one; else the one that is not well, else the one that restarted most, else the first. */
export function chosenContainer(pod: Pod, wanted: string | undefined): string {
  const { containers = [], initContainers = [] } = pod.spec ?? {};
  const names = [...containers, ...initContainers].map(({ name }) => name);
  const statuses = containerStatuses(pod);
  const ill = statuses.find(({ ready, state, restartCount = 0 }) => !ready && (restartCount > 0 || failed(state)));
  const restless = statuses.toSorted((a, b) => (b.restartCount ?? 0) - (a.restartCount ?? 0))[0];
  const chosen = wanted ?? ill?.name ?? (restless?.restartCount ? restless.name : names[0]);
  if (chosen !== undefined && names.includes(chosen)) return chosen;
  throw noContainer(pod.metadata.name, chosen, names);
}

function failed(state: { terminated?: { exitCode?: number } } | undefined): boolean {
  return (state?.terminated?.exitCode ?? 0) !== 0;
}
