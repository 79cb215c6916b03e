import { z } from "zod";

const Named = z.object({ kind: z.string(), name: z.string(), namespace: z.string().optional() });

/** One, several or `null` as a list. */
function listOf<T extends z.ZodType>(item: T) {
  return z
    .union([item.transform((one) => [one]), z.array(item)])
    .nullish()
    .transform((list) => list ?? []);
}

/**
 * `expected.json` beside a capture: what a right answer blames first, where several are right all of them.
 * No object: nothing is wrong, nothing may be blamed.
 */
export const Expected = z.object({
  object: listOf(Named),
  /** The finding's code; none where only the object is known. */
  code: listOf(z.string()),
  /** What is asked; the capture's own targets when it is missing. */
  question: z.string().optional(),
  /** The namespace that is looked at; all of the capture when it is missing. */
  namespace: z.string().optional(),
});
export type Expected = z.infer<typeof Expected>;
