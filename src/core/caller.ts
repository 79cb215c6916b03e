import { randomUUID } from "node:crypto";
import { userInfo } from "node:os";

/**
 * Who calls. It travels with every call to governance and to the sources. On stdio and the command line it is the person whose
 * kubeconfig is used, and everything is allowed.
 */
export interface Caller {
  id: string;
  /** One connection of one client. */
  session: string;
  /** How the caller was recognised; `local` when absent. */
  by?: "local" | "api-key" | "oidc";
  /** Groups that an identity provider names. */
  groups?: readonly string[];
  /** The tools that this caller may use; all when absent or `null`. */
  tools?: readonly string[] | null;
  /** The namespaces that this caller may read; all, and what is in none, when absent or `null`. */
  namespaces?: readonly string[] | null;
}

/** Whether the caller may use a tool at all. What others may use is not told to them. */
export function mayUse({ tools }: Caller, tool: string): boolean {
  return !tools || tools.includes(tool);
}

/** Whether the caller may read a namespace. It is not told whether there is one that it may not read. */
export function mayRead({ namespaces }: Caller, namespace: string): boolean {
  return !namespaces || namespaces.includes(namespace);
}

/** The person at this machine, in a new session. */
export function localCaller(): Caller {
  return { id: localUser(), session: randomUUID(), by: "local" };
}

/** A container may run as a number that has no name. */
function localUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.()}`;
  }
}
