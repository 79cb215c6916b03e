/** A file, folder or symbolic link of an image layer. */
export interface Entry {
  path: string;
  /** Octal permissions; default 755. */
  mode?: number;
  /** A file's content; neither content nor target makes a folder. */
  content?: Buffer;
  target?: string;
}

const BLOCK = 512;

/** A tar archive (POSIX ustar) with fixed times and owner, so that the same content has the same hash. Paths below 100 bytes. */
export function tar(entries: readonly Entry[]): Buffer {
  const parts = entries.flatMap((entry) => {
    const content = entry.content ?? Buffer.alloc(0);
    return [header(entry, content.length), content, Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK)];
  });
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]);
}

function header(entry: Entry, size: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, width: number) => `${value.toString(8).padStart(width - 1, "0")}\0`;
  const type = entry.target !== undefined ? "2" : entry.content ? "0" : "5";
  block.write(entry.path, 0);
  block.write(octal(entry.mode ?? 0o755, 8), 100);
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  block.write(octal(size, 12), 124);
  block.write(octal(0, 12), 136);
  block.write(" ".repeat(8), 148);
  block.write(type, 156);
  block.write(entry.target ?? "", 157);
  block.write("ustar\u000000", 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return block;
}
