import type { Catalogue } from "../../src/knowledge/index/catalogue.ts";
import { COMPARED, type Signals, signalsOf } from "../../src/knowledge/rank/coverage.ts";
import { rank } from "../../src/knowledge/rank/search.ts";
import type { Bench, Posed } from "./open.ts";
import { familyOf, familyOfPath } from "./questions.ts";
import { type Team, teamsOf } from "./teams.ts";

/** Of which pages a question is asked: of all, of few beside those that answer it, or of those of one team. */
export const AMONG = ["all", "few", "team"] as const;
export type Among = (typeof AMONG)[number];

/** What is not there: nothing, the documents that answer it, or all of the repositories that they are from. */
const WITHOUT = ["nothing", "documents", "family"] as const;
type Without = (typeof WITHOUT)[number];

/** What was seen when a question was asked. */
export interface Sample {
  /** Repository of the documents that answer it. */
  family: string;
  signals: Signals;
  /** The first page answers the question. */
  right: boolean;
  among: Among;
  without: Without;
  /** Whose pages were asked, where they are one team's. */
  team?: string;
}

/** One page in this many is few. */
const FEW = 50;

/** What speaks for a page must mean the same in every collection, large or small, a manual or one team's runbooks. */
export async function samplesOf(bench: Bench): Promise<Sample[]> {
  return [
    ...bench.posed.flatMap((posed) => samplesAmong(bench.opened.catalogue, posed, "all")),
    ...bench.posed.flatMap((posed) => samplesAmong(bench.opened.catalogue, posed, "few")),
    ...(await teamsOf(bench)).flatMap(samplesOfTeam),
  ];
}

/**
 * Every question three times: with the documents that answer it, without these, and without the repositories that they are
 * from. Where only they are missing, a page about a sibling of the alert is still there and its text may well help: that teaches
 * the logistic, and is not counted as a false claim.
 */
function samplesAmong(catalogue: Catalogue, posed: Posed, among: "all" | "few"): Sample[] {
  const families = new Set([...posed.relevant].map((page) => familyOfPath(catalogue.pages[page]?.path ?? "")));
  const isMissing: Record<Without, (page: number) => boolean> = {
    nothing: () => false,
    documents: (page) => posed.relevant.has(page),
    family: (page) => families.has(familyOfPath(catalogue.pages[page]?.path ?? "")),
  };
  const isAmong = (page: number) => among === "all" || page % FEW === 0 || posed.relevant.has(page);
  return WITHOUT.flatMap((without) => {
    const sample = sampleOf(catalogue, posed, (page) => isAmong(page) && !isMissing[without](page));
    return sample ? [{ ...sample, right: sample.right && without === "nothing", among, without }] : [];
  });
}

function samplesOfTeam({ name, opened: { catalogue }, posed }: Team): Sample[] {
  return posed.flatMap((one) => {
    const sample = sampleOf(catalogue, one, () => true);
    const without = one.relevant.size > 0 ? "nothing" : "family";
    return sample ? [{ ...sample, among: "team", without, team: name }] : [];
  });
}

function sampleOf(
  catalogue: Catalogue,
  { question, asked, relevant, exclude }: Posed,
  keep: (page: number) => boolean,
) {
  const ranked = rank(catalogue, asked, COMPARED, (page) => !exclude.has(page) && keep(page));
  const signals = signalsOf(catalogue, asked, ranked);
  const right = ranked[0] !== undefined && relevant.has(ranked[0].page);
  return signals && { family: familyOf(question), signals, right };
}
