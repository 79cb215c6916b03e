/** Plain BM25 over whole pages (k1 1.2, b 0.75, words of ASCII letters and digits): what any search does, to compare with. */
export class Reference {
  private readonly postings = new Map<string, Map<number, number>>();
  private readonly paths: string[] = [];
  private readonly lengths: number[] = [];

  add(path: string, text: string): void {
    const words = wordsOf(text);
    for (const word of words) {
      const items = this.postings.get(word) ?? new Map<number, number>();
      this.postings.set(word, items.set(this.paths.length, (items.get(this.paths.length) ?? 0) + 1));
    }
    this.paths.push(path);
    this.lengths.push(words.length);
  }

  search(question: string, n: number): string[] {
    const average = this.lengths.reduce((a, b) => a + b, 0) / this.lengths.length;
    const scores = new Map<number, number>();
    for (const word of new Set(wordsOf(question))) {
      const items = this.postings.get(word) ?? new Map<number, number>();
      const idf = Math.log(1 + (this.paths.length - items.size + 0.5) / (items.size + 0.5));
      for (const [page, count] of items) {
        const norm = 1.2 * (0.25 + (0.75 * (this.lengths[page] ?? 0)) / average);
        scores.set(page, (scores.get(page) ?? 0) + (idf * count * 2.2) / (count + norm));
      }
    }
    return [...scores]
      .map(([page, score]) => ({ path: this.paths[page] ?? "", score }))
      .sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1))
      .slice(0, n)
      .map(({ path }) => path);
  }
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}
