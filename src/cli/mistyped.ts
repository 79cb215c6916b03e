import type { Command } from "commander";
import { editDistance } from "../core/edit-distance.ts";

/**
 * A first word that is nearly a command is a slip and no question: an answer about "serch" helps nobody. What is near to no
 * command is asked about: `sitrep payments`.
 */
export function refuseMistyped(program: Command, argv: readonly string[]): void {
  const word = firstWord(program, argv);
  const names = [...program.commands.flatMap((command) => [command.name(), ...command.aliases()]), "help"];
  if (word === undefined || names.includes(word)) return;
  const slips = names.filter((name) => isSlip(word, name));
  const best = Math.min(...slips.map((name) => editDistance(word, name)));
  const near = slips.filter((name) => editDistance(word, name) === best);
  if (near.length > 0)
    program.error(
      `error: unknown command '${word}' (Did you mean ${near.join(" or ")}?)\nTo ask about ${word}: sitrep ask ${word}`,
    );
}

/** The first word that is neither a flag nor the value of one. */
function firstWord(program: Command, argv: readonly string[]): string | undefined {
  const withValue = program.options.filter(({ required }) => required).map(({ long }) => long);
  return argv.find((word, i) => !word.startsWith("-") && !withValue.includes(argv[i - 1]));
}

/** One letter off, two in longer words, or letters swapped. */
function isSlip(word: string, name: string): boolean {
  const sorted = (text: string) => [...text].sort().join("");
  return editDistance(word, name) <= (name.length > 4 ? 2 : 1) || sorted(word) === sorted(name);
}
