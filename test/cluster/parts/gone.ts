/** What `look` gives; `otherwise` when the process, folder or file ended while we looked, which is what we want. */
export function unlessGone<T>(look: () => T, otherwise: T): T {
  try {
    return look();
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ESRCH" || code === "ENODEV") return otherwise;
    throw thrown;
  }
}
