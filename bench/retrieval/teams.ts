import { loadCatalogue } from "../../src/knowledge/index/catalogue.ts";
import type { Opened } from "../../src/knowledge/index/reader.ts";
import { wordsOf } from "../../src/knowledge/rank/question.ts";
import { type Bench, type Posed, pagesOf } from "./open.ts";
import { familyOf, familyOfPath } from "./questions.ts";

/** One repository's documents as an index of their own, and what a team that has nothing else would be asked. */
export interface Team {
  name: string;
  opened: Opened;
  posed: Posed[];
}

/** Of the questions that other teams' documents answer, each team is asked one in this many: there are many more of them. */
const OTHERS = 8;

/** The repositories that answer any question. */
export async function teamsOf({ opened, posed }: Bench): Promise<Team[]> {
  const paths = posed.flatMap(({ question }) => question.relevant);
  const names = [...new Set(paths.map(familyOfPath))].sort();
  return Promise.all(names.map((name, i) => teamOf(name, opened, posed, i)));
}

async function teamOf(name: string, all: Opened, posed: readonly Posed[], shift: number): Promise<Team> {
  const own = (quoted: string) => `path LIKE '${quoted}/%' OR path LIKE '${quoted}@%'`;
  const query = () => all.table.query().where(own(name.replaceAll("'", "''")));
  const catalogue = await loadCatalogue({ query }, all.state.dimensions);
  const known = pagesOf(catalogue);
  const asked = posed.map((one): Posed => {
    const [relevant, exclude] = [known(one.question.relevant), known(one.question.exclude)];
    return { ...one, relevant, exclude, asked: { ...one.asked, words: wordsOf(catalogue, one.query) } };
  });
  const mayAsk = ({ question, relevant }: Posed, i: number) =>
    relevant.size > 0 || (familyOf(question) !== name && i % OTHERS === shift % OTHERS);
  return { name, opened: { ...all, catalogue }, posed: asked.filter(mayAsk) };
}
