/** The environment that the program was started in; only `src/config` and `bin` read the process's own. */
export type Environment = Readonly<Record<string, string | undefined>>;
