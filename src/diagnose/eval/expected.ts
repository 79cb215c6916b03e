import { z } from "zod";

/** `expected.json` beside a capture: what a right answer blames first. No object: nothing is wrong, nothing may be blamed. */
export const Expected = z.object({
  object: z.object({ kind: z.string(), name: z.string(), namespace: z.string().optional() }).nullable().default(null),
  /** The finding's code; none where only the object is known. */
  code: z.string().nullable().default(null),
  /** What is asked; the capture's own targets when it is missing. */
  question: z.string().optional(),
});
export type Expected = z.infer<typeof Expected>;
