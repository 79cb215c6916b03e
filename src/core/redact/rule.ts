/** One way in which text carries a secret. Rules are pure and run in order; `trigger` is text without which it cannot match. */
export interface Redaction {
  trigger: RegExp;
  apply(text: string): string;
}
