import { z } from "zod";
import { ObjectRef } from "./object.ts";

/** What is asked about: a namespace, an object in it, or (empty namespace, no object) the whole cluster. */
export const Target = z.object({
  cluster: z.string(),
  namespace: z.string(),
  object: ObjectRef.optional(),
  /** Why the words of the question mean this, e.g. `namespace "payments"`. */
  because: z.string(),
  /** Something else was named; the headline says so. A sentence without its full stop: `nothing here is called "checkot"`. */
  instead: z.string().optional(),
});
export type Target = z.infer<typeof Target>;

/** The words of a question, and the namespace that is given beside them. */
export interface Asked {
  text: string;
  namespace?: string | undefined;
  /** The namespaces that the caller may read; then a question about everything is about these. */
  within?: readonly string[] | null | undefined;
}

/** Something that a question can name. */
export interface Known {
  name: string;
  /** How to ask for it and nothing else: `payments/deploy/api`. */
  asked: string;
}
