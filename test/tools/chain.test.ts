import { expect, test } from "vitest";
import { Answer } from "../../src/core/answer.ts";
import { CHAINS } from "../diagnose/chains.ts";
import { first, world } from "../diagnose/world.ts";
import { startApiServer } from "../sources/api-server.ts";
import { liveApp } from "./live-app.ts";

/** Of a live cluster logs are another matter: these are told without. */
const WITHOUT_LOGS = CHAINS.filter(([title]) => !/itself|rights|disk|crashes|cert-manager|dead node/.test(title));

test.each(WITHOUT_LOGS)("live, asked about the application: %s", async (_, expected, make) => {
  const w = world();
  make(w);
  const { url } = await startApiServer(w.objects, { wait: 60 });
  const { call } = await liveApp({ kubernetes: url, deadline: 5 });
  const { findings } = Answer.parse((await call("investigate", { question: "what's wrong with payments?" })).data);
  expect(first({ findings } as never)).toBe(expected);
});
