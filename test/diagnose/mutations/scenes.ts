import { world } from "../world.ts";
import { recordedScene } from "./recorded-scene.ts";
import type { Scene } from "./scene.ts";
import { shop } from "./shop.ts";

/** The healthy worlds that every mutation is tried on, made anew each time. */
export const SCENES: Record<string, () => Scene> = {
  payments: () => ({ world: world(), namespace: "payments", app: "ledger", caller: "payments-api" }),
  shop,
  "recorded ledger": await recordedScene("nothing-wrong", "ledger", "payments-api"),
  "recorded job": await recordedScene("finished-job", "payments-api", "checkout"),
  "recorded canary": await recordedScene("canary", "payments-api", "checkout"),
};
