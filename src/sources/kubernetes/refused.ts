import { SitrepError } from "../../core/errors.ts";
import type { ListStatus } from "./reader.ts";

/** The API server refused or did not answer, as an error for the caller. `detail` says why, as a listing's does. */
export function refused(status: ListStatus, detail: string, cause?: unknown): SitrepError {
  if (status !== "denied")
    return new SitrepError("unavailable", `Kubernetes did not answer: ${detail}.`, {
      cause,
      hint: "kubectl get --raw /version asks the same; --context or --kubeconfig names another cluster.",
    });
  return new SitrepError("denied", `Kubernetes refuses: ${detail}.`, {
    cause,
    hint: detail.includes("401")
      ? "Log in again, or choose another --context."
      : "deploy/rbac.yaml has the role that sitrep needs.",
  });
}
