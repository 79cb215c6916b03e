import { z } from "zod";

/** A property of a JSON Schema, as far as pages tell of it. */
export const Property = z.looseObject({
  type: z.string().optional(),
  description: z.string().default(""),
  default: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  get items() {
    return Property.optional();
  },
  get properties() {
    return z.record(z.string(), Property).optional();
  },
});
export type Property = z.infer<typeof Property>;

/** A value as code. */
export function code(value: unknown): string {
  return `\`${JSON.stringify(value)}\``;
}
