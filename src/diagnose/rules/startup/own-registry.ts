import type { ObjectRef } from "../../../core/object.ts";
import { resolveHost } from "../../graph/references.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";
import { registryOf } from "./image-name.ts";
import type { Pull } from "./pull-failure.ts";

const DIALLED = /dial tcp (\d{1,3}(?:\.\d{1,3}){3}):(\d{1,5})/;
const LOCAL = /^(?:localhost|127\.0\.0\.1)$/;

/** The Service of a registry or cache in the cluster that did not answer, when nothing is ready behind it. */
export function ownRegistryDown(situation: Situation, pull: Pull): ObjectRef | undefined {
  const [host = "", port] = registryOf(pull.image).split(":");
  const [, ip = host, dialled = port] = DIALLED.exec(pull.text) ?? [];
  const service =
    situation.ips.service(ip) ??
    resolveHost(situation, pull.workload.ref.namespace, host)?.service ??
    (LOCAL.test(host) || LOCAL.test(ip) ? byNodePort(situation, Number(dialled)) : undefined);
  if (!service) return undefined;
  const { known, ready } = situation.backends(service);
  return known && ready === 0 ? refOf(service) : undefined;
}

function byNodePort(situation: Situation, port: number) {
  return situation.all("Service").find(({ spec }) => spec?.ports?.some(({ nodePort }) => nodePort === port));
}
