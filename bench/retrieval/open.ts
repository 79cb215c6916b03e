import { readLines } from "../../src/knowledge/files/folders.ts";
import type { Catalogue } from "../../src/knowledge/index/catalogue.ts";
import { IndexReader, type Opened } from "../../src/knowledge/index/reader.ts";
import { lazyModel } from "../../src/knowledge/model/lazy.ts";
import type { Query } from "../../src/knowledge/rank/question.ts";
import { queryOf } from "../../src/knowledge/rank/question.ts";
import type { Asked } from "../../src/knowledge/rank/rank.ts";
import { prepare, type Vectorise } from "../../src/knowledge/rank/search.ts";
import { type Labelled, readQuestions } from "./questions.ts";
import { Reference } from "./reference.ts";

/** A labelled question, ready to be ranked. */
export interface Posed {
  question: Labelled;
  query: Query;
  asked: Asked;
  /** Pages of the catalogue that answer it, and that must not be counted. */
  relevant: ReadonlySet<number>;
  exclude: ReadonlySet<number>;
}

export interface Bench {
  opened: Opened;
  reference: Reference;
  posed: Posed[];
  vectorOf: Vectorise;
  close(): Promise<void>;
}

/** The index, the questions that it can answer with their vectors, and plain BM25 over the same files. */
export async function openBench(files: { questions: string; index: string; models: string }): Promise<Bench> {
  const reader = new IndexReader(files.index);
  const opened = await reader.current();
  if (!opened) throw new Error(`nothing is indexed in ${files.index}`);
  const model = lazyModel(files.models);
  const known = pagesOf(opened.catalogue);
  const vectorOf = (text: string) => model.vectorOf(opened.state.embedder, text);
  const posed: Posed[] = [];
  for (const question of readQuestions(files.questions)) {
    const relevant = known(question.relevant);
    if (relevant.size === 0) continue;
    const query = queryOf(question.query);
    const asked = await prepare(opened, query, vectorOf);
    posed.push({ question, query, asked, relevant, exclude: known(question.exclude) });
  }
  const close = async () => {
    reader.close();
    await model.close();
  };
  return { opened, reference: await referenceOf(opened), posed, vectorOf, close };
}

/** The pages that paths name, of those that are there. */
export function pagesOf({ pages }: Catalogue): (paths: readonly string[]) => Set<number> {
  const numbers = new Map(pages.map(({ path }, page) => [path, page]));
  return (paths) => new Set(paths.flatMap((path) => numbers.get(path) ?? []));
}

async function referenceOf({ catalogue, state }: Opened): Promise<Reference> {
  const reference = new Reference();
  for (const { path } of catalogue.pages) reference.add(path, (await readLines(state.folders, path))?.join("\n") ?? "");
  return reference;
}
