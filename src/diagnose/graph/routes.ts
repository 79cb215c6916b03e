import { once } from "../../core/once.ts";
import { type ObjectIndex, refOf } from "../situation/object-index.ts";
import type { WorkloadView } from "../situation/workload.ts";
import type { Route } from "./route.ts";
import { serverOf, withConditions } from "./route-aliases.ts";
import { routeObjects } from "./route-objects.ts";

/** How gateways write a path: Spring Cloud Gateway, nginx, Envoy, Traefik, HAProxy, and plain `path:` or `prefix:`. */
const PATH =
  /(?:\bPath=|\blocation\s+(?:[=~^*]+\s*)?|\bprefix["']?:\s*["']?|\bpath["']?:\s*["']?|PathPrefix\(\s*[`'"]|\bpath(?:_beg|_dir)?\s+(?:-i\s+)?)(\/[\w./{}*-]{1,200})/;
/** `lb://${ORDERS_HOST:orders}`, `http://orders:8080`, `cluster: orders`, `service: orders@kubernetes`. */
const BACKEND =
  /(?:(?<!\w)\w+:\/\/(?:\$\{\w+:)?|\b(?:cluster|service|backend|upstream)["']?:\s*["']?|\buse_backend\s+)([a-z0-9](?:[\w-]{0,61}[a-z0-9])?)/;
/** A path and its backend stand this near to each other. */
const NEAR = 4;
/** Longer configuration is data. */
const MAX_LINES = 5_000;

/** The routes of every Ingress and of other route objects, and of every config map that one of these workloads mounts or reads. */
export const routesOf = once((index: ObjectIndex & { workloads: readonly WorkloadView[] }): readonly Route[] => {
  const maps = new Map(
    index.workloads.flatMap((workload) =>
      mapsOf(workload).flatMap((name) => {
        const map = index.find("ConfigMap", workload.ref.namespace, name);
        return map ? [[`${workload.ref.namespace}/${name}`, map] as const] : [];
      }),
    ),
  );
  const written = [...maps.values()].flatMap((map) =>
    Object.values(map.data ?? {}).flatMap((text) =>
      routesIn(text, (name) => index.find("Service", map.metadata.namespace ?? "", name) !== undefined).map(
        (route) => ({
          ...route,
          holder: refOf(map),
        }),
      ),
    ),
  );
  const ingresses = index
    .all("Ingress")
    .flatMap((ingress) =>
      (ingress.spec?.rules ?? [])
        .flatMap(({ http }) => http?.paths ?? [])
        .flatMap(({ path, backend }) =>
          path && backend?.service?.name ? [{ path, service: backend.service.name, holder: refOf(ingress) }] : [],
        ),
    );
  return [...ingresses, ...routeObjects(index), ...written];
});

/** Each path of a configuration file with the nearest Service that exists. */
export function routesIn(text: string, exists: (service: string) => boolean): Omit<Route, "holder">[] {
  const lines = withConditions(text.split("\n", MAX_LINES));
  const backends = lines.map((line) => {
    const name = BACKEND.exec(line.slice(0, 400))?.[1];
    return name && (exists(name) ? name : serverOf(lines, name, exists));
  });
  return lines.flatMap((line, i) => {
    const path = PATH.exec(line.slice(0, 400))?.[1];
    const service = path && nearest(backends, i);
    return path && service ? [{ path, service }] : [];
  });
}

function nearest(backends: readonly (string | undefined)[], at: number): string | undefined {
  for (let step = 0; step <= NEAR; step++) {
    const found = backends[at - step] ?? backends[at + step];
    if (found) return found;
  }
  return undefined;
}

function mapsOf({ template: { spec } }: WorkloadView): string[] {
  const mounted = (spec?.volumes ?? []).map(({ configMap }) => configMap?.name);
  const read = (spec?.containers ?? []).flatMap(({ envFrom }) =>
    (envFrom ?? []).map(({ configMapRef }) => configMapRef?.name),
  );
  return [...mounted, ...read].filter((name) => name !== undefined);
}
