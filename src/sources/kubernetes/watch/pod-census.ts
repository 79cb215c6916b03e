import type { Pod } from "../../../core/kubernetes/pod.ts";
import { failingPod, groupFailing } from "../pods/failing-pods.ts";
import { failure } from "../pods/pod-status.ts";
import { projectPod } from "../pods/project-pod.ts";
import type { FailingPods } from "../reader.ts";

/** Pods whose state is kept; 1 kB each. Of a cluster where more are not well the rest only counts. */
const MAX_KEPT = 5_000;
/** Names that are kept; 100 bytes each. */
const MAX_NAMES = 200_000;

/** Every unfinished pod by name, and the state of those that are not well. A well pod is its name. */
export class PodCensus {
  private readonly spaces = new Map<string, Map<string, Pod | undefined>>();
  private names = 0;
  private kept = 0;

  /** It would take more memory than it may. */
  get isFull(): boolean {
    return this.names > MAX_NAMES;
  }

  /** A pod that is known to be well. */
  well(namespace: string, name: string): void {
    this.put(namespace, name, undefined);
  }

  /** A pod as it is now, in milliseconds. A pod that is well stays so until it changes. */
  see(pod: Pod, now: number): void {
    const { namespace = "", name } = pod.metadata;
    const isSick = failure(pod, now) !== undefined && this.kept < MAX_KEPT;
    this.put(namespace, name, isSick ? projectPod(pod) : undefined);
  }

  gone(namespace: string, name: string): void {
    const space = this.spaces.get(namespace);
    if (space?.get(name)) this.kept--;
    if (space?.delete(name)) this.names--;
  }

  failing(namespace: string | undefined, now: number): FailingPods {
    const spaces = namespace === undefined ? [...this.spaces.values()] : [this.spaces.get(namespace) ?? new Map()];
    const sick = spaces.flatMap((space) => [...space.values()]).flatMap((pod) => (pod && failingPod(pod, now)) ?? []);
    const total = spaces.reduce((sum, { size }) => sum + size, 0);
    const cut = this.kept >= MAX_KEPT;
    return {
      total,
      groups: groupFailing(sick),
      status: cut ? "limited" : "ok",
      detail: cut ? `only the first ${MAX_KEPT} failing pods were read` : "",
    };
  }

  private put(namespace: string, name: string, pod: Pod | undefined): void {
    const space = this.spaces.get(namespace) ?? new Map<string, Pod | undefined>();
    this.spaces.set(namespace, space);
    if (!space.has(name)) this.names++;
    this.kept += (pod ? 1 : 0) - (space.get(name) ? 1 : 0);
    space.set(name, pod);
  }
}
