import type { Need } from "../core/tool.ts";
import type { Library } from "./library.ts";

/** The documents, as a tool asks for them in `needs`. The composition root opens the library; there is nothing to connect. */
export const runbooks: Need<Library> = { name: "runbooks", connect: async () => undefined };
