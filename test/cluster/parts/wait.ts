import { setTimeout as sleep } from "node:timers/promises";

/** How often a condition is looked at. */
const INTERVAL_MS = 200;

/**
 * Waits until `check` gives `undefined`; what it gives before is the reason why it is not so yet.
 * Fails after `seconds` with the last reason.
 */
export async function waitFor(
  what: string,
  seconds: number,
  check: () => string | undefined | Promise<string | undefined>,
): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  let reason = await check();
  while (reason !== undefined) {
    if (performance.now() > deadline) throw new Error(`${what}: not within ${seconds} s: ${reason}`);
    await sleep(INTERVAL_MS);
    reason = await check();
  }
}
