import { randomUUID } from "node:crypto";
import { userInfo } from "node:os";

/** Who calls. On stdio and the command line it is the person whose kubeconfig is used. */
export interface Caller {
  id: string;
  /** One connection of one client; rate limits count per session. */
  session: string;
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
