import { randomUUID } from "node:crypto";
import { userInfo } from "node:os";

/** Who calls. On stdio and the command line it is the person whose kubeconfig is used. */
export interface Caller {
  id: string;
  /** One connection of one client; rate limits count per session. */
  session: string;
  /** The tools that this caller may use; all when absent or `null`. */
  tools?: readonly string[] | null;
}

/** Whether the caller may use a tool at all. What others may use is not told to them. */
export function mayUse({ tools }: Caller, tool: string): boolean {
  return !tools || tools.includes(tool);
}

/** The person at this machine, in a new session. */
export function localCaller(): Caller {
  return { id: localUser(), session: randomUUID() };
}

/** A container may run as a number that has no name. */
function localUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.()}`;
  }
}
