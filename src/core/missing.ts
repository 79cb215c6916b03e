import { z } from "zod";
import { oneLine } from "./untrusted.ts";

/**
 * Why a part of an answer is missing: `denied` not allowed · `timed-out` late · `failed` no usable answer · `limited` more
 * than sitrep or the server reads · `partial` the server says that its own answer lacks something · `malformed` there, but
 * not readable · `absent` asked for, and the source holds nothing of it · `stale` too old to be now · `unread` left out by choice.
 */
export const Reason = z.enum([
  "denied",
  "timed-out",
  "failed",
  "limited",
  "partial",
  "malformed",
  "absent",
  "stale",
  "unread",
]);
export type Reason = z.infer<typeof Reason>;

/** A part that an answer lacks. It is made where the response is read, and goes with the answer from there on. */
export const Missing = z.object({
  /** The part, as a person names it: `Event`, `metrics of namespace payments`. */
  what: z.string(),
  reason: Reason,
  /** One line, in the words of who refused. */
  why: z.string(),
  /** Something broken may hide behind it: then nothing is called healthy. The rest is told, and costs nothing. */
  decisive: z.boolean(),
});
export type Missing = z.infer<typeof Missing>;

/** `decisive` unless said otherwise. */
export function missing(what: string, reason: Reason, why: string, decisive = true): Missing {
  return { what: oneLine(what, 160), reason, why: oneLine(why, 300), decisive };
}

/** The same without the words of who told it, which may name what the caller must not know: decisive ones still count. */
export function unnamed(parts: readonly Missing[]): Missing[] {
  return grouped(
    parts
      .filter(({ decisive }) => decisive)
      .map(({ reason }) => missing("a part of the capture", reason, "not in it when it was taken")),
  );
}

/** Items of a list that are not what they should be: each costs itself, and is told. */
export function malformed(items: string, count: number, of: number): Missing[] {
  return count > 0 ? [missing(`${count} of ${of} ${items}`, "malformed", "not readable")] : [];
}

/** Parts named before `and N more`. */
const NAMED = 4;

/** Parts that are missing for one reason are one: 41 refused kinds are one line. */
export function grouped(parts: readonly Missing[]): Missing[] {
  const alike = Map.groupBy(parts, ({ reason, why, decisive }) => `${decisive} ${reason} ${why}`);
  return [...alike.values()].flatMap((same) => {
    const [first] = same;
    const names = [...new Set(same.map(({ what }) => what))];
    return first ? [{ ...first, what: names.length === 1 ? first.what : listOf(names) }] : [];
  });
}

function listOf(names: readonly string[]): string {
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : "";
  return `${names.slice(0, NAMED).join(", ")}${more}`;
}

/** What a list without rows says: that there is nothing only where all could be read. */
export function none(rows: string, omitted: readonly string[]): string {
  return omitted.length === 0 ? `no ${rows}` : `no ${rows} in what could be read`;
}

/** `Event, ConfigMap: not allowed (RBAC)` */
export function told({ what, why }: Missing): string {
  return `${what}: ${why}`;
}
