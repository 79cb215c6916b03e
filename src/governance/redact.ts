import { redact, redactDeep } from "../core/redact/redact.ts";
import { clean } from "../core/untrusted.ts";
import type { Stage } from "./compose.ts";

/** Innermost, and the second time: sources redact where text enters, this catches what a handler composed. */
export const redactResult: Stage = async function redactAnswer(call, next) {
  const { data, text } = await next(call);
  return { data: redactDeep(data), text: redact(clean(text)) };
};
