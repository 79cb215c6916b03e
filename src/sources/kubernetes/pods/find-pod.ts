import { SitrepError } from "../../../core/errors.ts";
import type { Pod } from "../../../core/kubernetes/pod.ts";
import { expectNamespace } from "../expect-namespace.ts";
import { itemsOf } from "../listing.ts";
import type { KubernetesReader } from "../reader.ts";

const NAMED = 5;

/** The pod of that name. Throws an `input` error with the names that begin like it, or those of the namespace. */
export async function findPod(
  reader: KubernetesReader,
  { namespace, name }: { namespace: string; name: string },
  signal: AbortSignal,
): Promise<Pod> {
  const [pod] = itemsOf("Pod", await reader.list("Pod", { namespace, name }, signal));
  if (pod) return pod;
  const all = itemsOf("Pod", await reader.list("Pod", { namespace, metadataOnly: true }, signal));
  if (all.length === 0) await expectNamespace(reader, namespace, signal);
  const names = all.map(({ metadata }) => metadata.name);
  const like = names.filter((other) => other.startsWith(name) || name.startsWith(other.replace(/-[^-]+$/, "")));
  const near = (like.length > 0 ? like : names).slice(0, NAMED);
  throw new SitrepError("input", `There is no pod ${name} in namespace ${namespace}.`, {
    hint:
      near.length > 0
        ? `There ${near.length > 1 ? "are" : "is"} ${near.join(", ")}.`
        : "list_failing_pods and list_workloads have the names.",
  });
}
