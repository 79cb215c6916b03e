import { SitrepError } from "../../core/errors.ts";
import type { ListStatus } from "./reader.ts";

/** The API server refused or did not answer, as an error for the caller. `detail` says why, as a listing's does. */
export function refused(status: ListStatus, detail: string, cause?: unknown): SitrepError {
  if (status !== "denied")
    return new SitrepError("unavailable", `Kubernetes did not answer: ${detail}.`, {
      cause,
      hint: "sitrep doctor shows which cluster is asked, and as whom.",
    });
  return new SitrepError("denied", `Kubernetes did not let us: ${detail}.`, {
    cause,
    hint: detail.includes("401")
      ? "Log in again, or choose another --context."
      : "deploy/rbac.yaml has the role that sitrep needs.",
  });
}
