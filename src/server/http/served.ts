import type { HttpBindings } from "@hono/node-server";
import type { Session } from "../session.ts";

/** What a route finds: the connection, and who asks. */
export interface Served {
  Bindings: HttpBindings;
  Variables: { session: Session };
}
