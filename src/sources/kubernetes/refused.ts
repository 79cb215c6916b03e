import { SitrepError } from "../../core/errors.ts";
import type { ListStatus } from "./reader.ts";

/** What helps against a refusal; against the rest it is a look at the address. */
const HINTS: Partial<Record<ListStatus, string>> = {
  denied: "deploy/rbac.yaml has the role that sitrep needs.",
  unauthenticated: "kubectl auth whoami asks the same.",
  unread: "Set kubernetes.readSecrets to read names and keys of Secrets, never values.",
};

/** The API server refused or did not answer, as an error for the caller. `detail` says why, as a listing's does. */
export function refused(status: ListStatus, detail: string, cause?: unknown): SitrepError {
  const hint = HINTS[status];
  if (hint) return new SitrepError("denied", `Kubernetes refuses: ${detail}.`, { cause, hint });
  return new SitrepError("unavailable", `Kubernetes did not answer: ${detail}.`, {
    cause,
    hint: "kubectl get --raw /version asks the same; --context or --kubeconfig names another cluster.",
  });
}
