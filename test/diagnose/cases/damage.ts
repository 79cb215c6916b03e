import type { KubeObject } from "../../../src/core/kubernetes/meta.ts";
import { sound } from "../../../src/sources/kubernetes/sound.ts";
import type { Case } from "./case.ts";
import { random } from "./random.ts";

type Fields = Record<string, unknown>;

/** As a recording of another program may be: the case with one field in a hundred gone, and one object in twenty; names and kinds stay, or it would be no object. */
export function damaged(item: Case, seed: number): Case {
  const next = random(seed);
  const gone = (share: number) => next() < share;
  const objects = item.observations.objects.flatMap((object) => {
    if (gone(0.05)) return [];
    const { kind, metadata, ...rest } = structuredClone(object);
    const kept = { name: metadata.name, ...(metadata.namespace && { namespace: metadata.namespace }) };
    return [{ ...thinned(rest, gone), kind, metadata: { ...thinned({ ...metadata }, gone), ...kept } }];
  });
  const observations = { ...item.observations, objects: (objects as KubeObject[]).map(sound) };
  return { ...item, name: `${item.name}, damaged ${seed}`, observations };
}

function thinned<T extends object>(fields: T, gone: (share: number) => boolean): Fields {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) => (gone(0.01) ? [] : [[key, inner(value, gone)]])),
  );
}

function inner(value: unknown, gone: (share: number) => boolean): unknown {
  if (Array.isArray(value)) return value.filter(() => !gone(0.01)).map((item) => inner(item, gone));
  return value !== null && typeof value === "object" ? thinned(value, gone) : value;
}
