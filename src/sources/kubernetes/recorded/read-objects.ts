import type { Contents } from "../../../core/capture/contents.ts";
import type { CaptureFolder } from "../../../core/capture/folder.ts";
import { itemsIn } from "../../../core/capture/items.ts";
import { LAYOUT } from "../../../core/capture/layout.ts";
import { SitrepError } from "../../../core/errors.ts";
import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import { type Missing, malformed, missing } from "../../../core/missing.ts";
import { admit } from "../admit.ts";

/** More objects are no capture of an incident. */
const MAX_OBJECTS = 100_000;
/** Above, or when it is damaged, a list is taken apart item by item: parsed as a whole it takes ten times its size. */
const MAX_WHOLE = 32 * 1024 * 1024;

export interface Objects {
  objects: KubeObject[];
  missing: Missing[];
}

/** The objects of a capture. What is no object is missing; a list inside the list is opened. */
export async function readObjects(capture: CaptureFolder): Promise<Objects> {
  const content = await capture.start(LAYOUT.objects);
  if (content === undefined)
    throw new SitrepError("input", `The capture ${capture.dir} has no ${LAYOUT.objects}.`, {
      hint: "Take it again with: sitrep capture -n NAMESPACE -o DIR",
    });
  const items = parsed(content) ?? itemsIn(content.data);
  const found: Opened = { objects: [], count: 0 };
  for (const item of items) {
    if (found.count >= MAX_OBJECTS) break;
    open(item, found);
  }
  if (found.count === 0 && !isEmptyList(content))
    throw new SitrepError("input", `The capture ${capture.dir} is damaged: ${LAYOUT.objects} is not a v1 List.`, {
      hint: "Take it again with: sitrep capture -n NAMESPACE -o DIR",
    });
  const isCut = !content.whole || found.count >= MAX_OBJECTS;
  return {
    objects: found.objects,
    missing: [
      ...malformed("objects", found.count - found.objects.length, found.count),
      ...(isCut ? [missing("objects", "limited", `only the first ${found.objects.length} were read`)] : []),
    ],
  };
}

/** The items of a list that is small and whole enough to be parsed at once. */
function parsed({ data, whole }: Contents): unknown[] | undefined {
  if (!whole || data.length > MAX_WHOLE) return undefined;
  try {
    return itemsOf(JSON.parse(data.toString("utf8")));
  } catch {
    return undefined; // what comes before the damage is still there
  }
}

function isEmptyList(content: Contents): boolean {
  return parsed(content)?.length === 0;
}

function itemsOf(list: unknown): unknown[] | undefined {
  if (Array.isArray(list)) return list;
  const items = list !== null && typeof list === "object" && "items" in list ? list.items : undefined;
  return Array.isArray(items) ? items : undefined;
}

interface Opened {
  objects: KubeObject[];
  /** Those that are none, too. */
  count: number;
}

/** A `PodList` as the API serves it has the kind of its items in its own name. */
function open(item: unknown, into: Opened): void {
  const { kind, apiVersion } = (item ?? {}) as { kind?: unknown; apiVersion?: unknown };
  const items = itemsOf(item);
  if (items && typeof kind === "string" && kind.endsWith("List")) {
    const [, own] = /^(.+)List$/.exec(kind) ?? [];
    const served = own && typeof apiVersion === "string" ? { kind: own, apiVersion } : undefined;
    for (const inner of items) add(inner, served, into);
  } else add(item, undefined, into);
}

function add(item: unknown, served: { kind: string; apiVersion: string } | undefined, into: Opened): void {
  const object = admit(item, served);
  into.count++;
  if (object) into.objects.push(object);
}
