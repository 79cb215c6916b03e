/** Where a command reads its surroundings from and writes to. */
export interface Terminal {
  env: Record<string, string | undefined>;
  cwd: string;
  out: (text: string) => void;
  err: (text: string) => void;
}
