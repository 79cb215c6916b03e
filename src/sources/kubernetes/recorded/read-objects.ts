import type { CaptureFolder } from "../../../core/capture/folder.ts";
import { LAYOUT } from "../../../core/capture/layout.ts";
import { SitrepError } from "../../../core/errors.ts";
import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import { admit } from "../admit.ts";
import { sound } from "./sound.ts";

/** The objects of a capture. What is no object is passed over; a list inside the list is opened. */
export async function readObjects(capture: CaptureFolder): Promise<KubeObject[]> {
  const content = await capture.json(LAYOUT.objects);
  if (content === undefined)
    throw new SitrepError("input", `The capture ${capture.dir} has no ${LAYOUT.objects}.`, {
      hint: "Take it again with: sitrep capture -n NAMESPACE -o DIR",
    });
  const items = itemsOf(content);
  if (items === undefined)
    throw new SitrepError("input", `The capture ${capture.dir} is damaged: ${LAYOUT.objects} is not a v1 List.`);
  return items.flatMap(opened).map(sound);
}

function itemsOf(list: unknown): unknown[] | undefined {
  if (Array.isArray(list)) return list;
  const items = list !== null && typeof list === "object" && "items" in list ? list.items : undefined;
  return Array.isArray(items) ? items : undefined;
}

/** A `PodList` as the API serves it has the kind of its items in its own name. */
function opened(item: unknown): KubeObject[] {
  const { kind, apiVersion } = (item ?? {}) as { kind?: unknown; apiVersion?: unknown };
  const items = itemsOf(item);
  if (items && typeof kind === "string" && kind.endsWith("List")) {
    const [, own] = /^(.+)List$/.exec(kind) ?? [];
    const served = own && typeof apiVersion === "string" ? { kind: own, apiVersion } : undefined;
    return items.flatMap((inner) => admit(inner, served) ?? []);
  }
  const object = admit(item);
  return object ? [object] : [];
}
