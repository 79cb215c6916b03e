import { z } from "zod";
import { endpointRefusal } from "../../core/endpoint-refusal.ts";
import { SitrepError } from "../../core/errors.ts";
import { oneLine } from "../../core/untrusted.ts";

/** What axios rejects with, as far as it is read here. */
export interface HttpFailure {
  code?: string;
  message?: string;
  response?: { status: number; headers?: object; data?: unknown } | undefined;
}

const ApiError = z.object({ status: z.literal("error"), errorType: z.string().catch(""), error: z.string() });

/** A failed call as an error for the caller: what the server said, and what to change. */
export function refusal(origin: string, { response, code, message = "" }: HttpFailure): SitrepError {
  if (response === undefined || /maxContentLength/.test(message)) return noResponse(origin, code, message);
  const { status } = response;
  const api = ApiError.safeParse(response.data);
  const said = api.success ? `: ${oneLine(api.data.error, 300)}` : "";
  const common = endpointRefusal(origin, status, said);
  if (common) return common;
  if (status === 429)
    return new SitrepError("limited", `${origin} accepts no more queries now (HTTP 429${said}).`, {
      hint: "Wait and retry.",
    });
  if (!api.success) return notTheApi(origin, status, response.headers);
  if (api.data.errorType === "timeout")
    return new SitrepError("unavailable", `${origin} gave up on the query${said}.`, {
      cause: new DOMException(api.data.error, "TimeoutError"),
      hint: "Ask for a shorter range or fewer series.",
    });
  if (status === 400 || status === 422)
    return new SitrepError("input", `Prometheus refuses the query${said}.`, { hint: hintFor(api.data.error) });
  return new SitrepError("unavailable", `${origin} answers HTTP ${status}${said}.`);
}

function noResponse(origin: string, code = "", message: string): SitrepError {
  if (/maxContentLength/.test(message))
    return new SitrepError("input", "The answer is larger than sitrep reads.", {
      hint: "Aggregate with sum by (…), narrow the selector, or shorten the range.",
    });
  const certificate = /CERT|SELF_SIGNED|ERR_TLS|UNABLE_TO_/.test(code);
  return new SitrepError("unavailable", `${origin} does not answer: ${oneLine(message || code, 200)}.`, {
    hint: certificate
      ? "Set caFile to the authority that signed its certificate."
      : "Is the address right, and reachable from here?",
  });
}

/** The server answers, and not to this: some keep their rules elsewhere. */
export class NotServed extends SitrepError {}

function notTheApi(origin: string, status: number, headers: object = {}): SitrepError {
  const type = new Headers(Object.entries(headers).map(([name, value]) => [name, String(value)])).get("content-type");
  const what = `HTTP ${status}${type ? ` with ${oneLine(type, 60)}` : ""}`;
  const Kind = status === 404 || status === 501 ? NotServed : SitrepError;
  return new Kind("unavailable", `${origin} answers ${what}, which is not the Prometheus API.`, {
    ...(status < 500 && { hint: "Is url the address before /api/v1? Mimir wants /prometheus at its end." }),
  });
}

function hintFor(error: string): string {
  return /parse error/.test(error)
    ? "The numbers are line:column in the query."
    : "Ask for less: a more selective selector, a shorter range or a larger step.";
}
