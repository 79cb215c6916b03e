import type { KnownKind } from "../../../src/core/kubernetes/kinds.ts";
import type { Pod } from "../../../src/core/kubernetes/pod.ts";
import { add } from "./edits.ts";
import type { Scene } from "./scene.ts";

/** Objects of this kind may not be read. */
export function unlist({ world }: Scene, kind: KnownKind): void {
  world.objects = world.objects.filter((item) => item.kind !== kind);
  world.unlisted = { ...world.unlisted, [kind]: "denied" };
}

/** Secrets may be read: those that the pods take values from are there. */
export function listSecrets(scene: Scene): void {
  const { Secret: denied, ...unlisted } = scene.world.unlisted;
  if (denied === undefined) return;
  scene.world.unlisted = unlisted;
  const pods = scene.world.objects.filter((item): item is Pod => item.kind === "Pod");
  const env = pods.flatMap(({ spec }) => (spec?.containers ?? []).flatMap((container) => container.env ?? []));
  const named = env.flatMap(({ valueFrom }) => valueFrom?.secretKeyRef ?? []);
  for (const [name = "", keys] of Map.groupBy(named, (item) => item.name))
    add(scene, "v1", "Secret", name, { type: "Opaque", data: Object.fromEntries(keys.map(({ key }) => [key, ""])) });
}
