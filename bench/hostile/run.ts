/** Time of input that was made to cost much: `npm run bench:hostile`. One file a kind. */
import { readLongTexts } from "./long-texts.ts";

await import("./many-findings.ts");
await import("./large-captures.ts");
await readLongTexts();
await import("./large-answers.ts");
