import { existsSync } from "node:fs";
import type { Environment } from "../../../core/environment.ts";
import { SitrepError } from "../../../core/errors.ts";
import { proxyFor } from "../../../core/proxy.ts";
import type { Access } from "./contract.ts";
import { ownLogin } from "./login.ts";

const MOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";
/** What the kubelet puts into a pod: https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/ */
export const IN_CLUSTER = { token: `${MOUNT}/token`, ca: `${MOUNT}/ca.crt` } as const;
/** Every API server's certificate has this name. It needs the cluster's DNS; `server` does without. */
const SERVER = "https://kubernetes.default.svc";

/** Access with the service account of the pod that we run in. */
export function inCluster(given: string | undefined, env: Environment): Access {
  const server = given ?? SERVER;
  if (!existsSync(IN_CLUSTER.token))
    throw new SitrepError("input", "There is no kubeconfig, and this is not a pod with a service account.", {
      hint: "Name a file with --kubeconfig or KUBECONFIG.",
    });
  return {
    cluster: "in-cluster",
    server: server.replace(/(?<!\/)\/+$/, ""),
    proxy: proxyFor(server, env),
    issuer: "the service account's token",
    renew: "the pod's service account is not known there: does the address belong to this cluster?",
    login: ownLogin({ "certificate-authority": IN_CLUSTER.ca }, { tokenFile: IN_CLUSTER.token }),
  };
}
