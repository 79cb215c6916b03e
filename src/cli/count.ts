import { InvalidArgumentError } from "commander";

/** The value of an option that counts something. */
export function count(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It is a whole number from 1 to 999999.");
}
