import type { KubeObject } from "../../../src/core/kubernetes/meta.ts";
import type { Series } from "../../../src/core/observation.ts";
import type { Case } from "../cases/case.ts";
import { recordedCase } from "../cases/recorded.ts";
import { shifted } from "../cases/variants.ts";
import { course } from "../metering.ts";
import { ago, NOW } from "../world.ts";
import type { Scene } from "./scene.ts";

/** Recordings are of clusters that are a minute or two old. By then they have settled, and what was said at the start is still there. */
const AGE_MINUTES = 50;

/** A healthy cluster that was recorded, as it would look later if nothing happened. */
export async function recordedScene(name: string, app: string, caller: string): Promise<() => Scene> {
  const item = await recordedCase(name);
  const old = shifted(item, Date.parse(ago(AGE_MINUTES)) - Date.parse(item.now));
  const { series, ...rest } = { ...kept(old.observations), now: NOW };
  // Series are most of a recording; mutations put others in their place and leave them as they are.
  const world = () => ({ ...structuredClone(rest), series: [...series] });
  return () => ({ world: world(), namespace: item.expected.namespace ?? "", app, caller });
}

/** What was being deleted is gone, leases are renewed, nodes report, and what was measured last goes on. */
function kept({ objects, series, ...rest }: Case["observations"]): Case["observations"] {
  const left = objects.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  for (const object of left) renew(object);
  return { ...rest, objects: left, series: series.map(level) };
}

function renew(object: KubeObject & { spec?: { renewTime?: string }; status?: { conditions?: object[] } }): void {
  if (object.kind === "Lease" && object.spec) object.spec.renewTime = ago(0.05);
  if (object.kind === "Node")
    for (const condition of object.status?.conditions ?? []) Object.assign(condition, { lastHeartbeatTime: ago(0.5) });
}

function level(item: Series): Series {
  const last = item.points.at(-1)?.[1];
  return last === undefined ? item : { ...item, points: course(last) };
}
