import { type Context, Hono } from "hono";
import { streamSSE } from "hono/streaming";
import type { Result } from "../../core/call.ts";
import { SitrepError } from "../../core/errors.ts";
import { toolsFor } from "../session.ts";
import { openapi } from "./openapi.ts";
import { problem } from "./problems.ts";
import type { Served } from "./served.ts";

/** Every tool as `POST /tools/NAME`: JSON in; out as JSON, as text, or as server-sent events with progress, by `Accept`. */
export function api(version: string): Hono<Served> {
  const routes = new Hono<Served>();
  routes.get("/tools", (context) => {
    const tools = toolsFor(context.var.session);
    return context.json({ tools: tools.map(({ name, title, description }) => ({ name, title, description })) });
  });
  routes.get("/openapi.json", (context) => context.json(openapi(toolsFor(context.var.session), version)));
  routes.post("/tools/:name", async (context) => {
    const { app, caller } = context.var.session;
    const accepts = context.req.header("Accept") ?? "";
    const input = await inputOf(context);
    const call = { tool: context.req.param("name"), input, caller, signal: context.req.raw.signal };
    if (accepts.includes("text/event-stream")) return streamed(context, (progress) => app.call({ ...call, progress }));
    const { data, text } = await app.call(call);
    return accepts.startsWith("text/plain") ? context.text(text) : context.json(data);
  });
  return routes;
}

/** An empty body is a call without arguments. */
async function inputOf({ req }: Context): Promise<unknown> {
  const text = await req.text();
  try {
    return text === "" ? {} : JSON.parse(text);
  } catch (error) {
    throw new SitrepError("input", "The body is not JSON.", {
      cause: error,
      hint: 'Send the tool\'s arguments as one object: {"question": "what\'s wrong with payments?"}',
    });
  }
}

/** Events: `progress` with a line, then `result` with the answer, or `problem` with why there is none. */
function streamed(context: Context<Served>, call: (progress: (line: string) => void) => Promise<Result>): Response {
  return streamSSE(context, async (stream) => {
    const progress = (line: string) => void stream.writeSSE({ event: "progress", data: JSON.stringify({ line }) });
    try {
      const { data } = await call(progress);
      await stream.writeSSE({ event: "result", data: JSON.stringify(data) });
    } catch (error) {
      await stream.writeSSE({ event: "problem", data: await problem(context, error).text() });
    }
  });
}
