import type { Ingress, IngressBackend, Service } from "../../../core/kubernetes/service.ts";
import type { Situation } from "../../situation/situation.ts";

/** One backend of an Ingress: where it is written, and the Service if there is one. */
export interface Backend {
  ingress: Ingress;
  where: string;
  name: string;
  port: { number?: number; name?: string };
  service: Service | undefined;
}

export function backendsIn(situation: Situation): Backend[] {
  return situation.all("Ingress").flatMap((ingress) => {
    const paths = (ingress.spec?.rules ?? []).flatMap(({ host = "*", http }) =>
      (http?.paths ?? []).map(({ path = "/", backend }) => ({ where: `${host}${path}`, backend })),
    );
    return [{ where: "default backend", backend: ingress.spec?.defaultBackend }, ...paths].flatMap(
      ({ where, backend }) => view(situation, ingress, where, backend),
    );
  });
}

function view(situation: Situation, ingress: Ingress, where: string, backend: IngressBackend | undefined): Backend[] {
  const name = backend?.service?.name;
  if (!name) return [];
  const service = situation.find("Service", ingress.metadata.namespace ?? "", name);
  return [{ ingress, where, name, port: backend.service?.port ?? {}, service }];
}
