import type { z } from "zod";

/** What a text of JSON holds; `undefined` when it is no JSON, or not of this shape. */
export function jsonIn<S extends z.ZodType>(shape: S, text: string): z.output<S> | undefined {
  try {
    return shape.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
