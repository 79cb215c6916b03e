import { z } from "zod";
import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import type { Service } from "../../../core/kubernetes/service.ts";
import type { Situation } from "../../situation/situation.ts";
import { read } from "./mesh.ts";

// Gateway API: HTTPRoute, GRPCRoute, TCPRoute, TLSRoute.

const Backend = z.object({
  name: z.string(),
  namespace: z.string().optional(),
  kind: z.string().optional(),
  port: z.number().optional(),
  weight: z.number().optional(),
});
const Parent = z.object({ name: z.string(), namespace: z.string().optional(), kind: z.string().optional() });
const Spec = z.object({
  parentRefs: z.array(Parent).catch([]),
  hostnames: z.array(z.string()).catch([]),
  rules: z.array(z.object({ backendRefs: z.array(Backend).optional().catch(undefined) })).catch([]),
});

export type Route = z.infer<typeof Spec> & { object: KubeObject };
export type RouteBackend = z.infer<typeof Backend> & { service: Service | undefined; serviceNamespace: string };

export function routesIn(situation: Situation): Route[] {
  return ["HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute"]
    .flatMap((kind) => situation.other(kind))
    .flatMap((object) => read(object, Spec));
}

/** The Services that a route sends to; backends of other kinds are left out. */
export function routeBackends(situation: Situation, { object, rules }: Route): RouteBackend[] {
  return rules
    .flatMap(({ backendRefs }) => backendRefs ?? [])
    .filter(({ kind }) => kind === undefined || kind === "Service")
    .map((backend) => {
      const serviceNamespace = backend.namespace ?? object.metadata.namespace ?? "";
      return { ...backend, serviceNamespace, service: situation.find("Service", serviceNamespace, backend.name) };
    });
}
