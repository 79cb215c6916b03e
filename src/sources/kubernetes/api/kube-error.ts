import { z } from "zod";
import { messageOf } from "../../../core/errors.ts";
import { oneLine } from "../../../core/untrusted.ts";

/** The API server refused, failed, or was not reached: `status` is the HTTP status, 0 when there was no answer. */
export class KubeError extends Error {
  readonly status: number;
  /** Of a list whose continue token is too old: the token that goes on with what is there now. */
  readonly continueToken: string | undefined;

  constructor(status: number, message: string, options: ErrorOptions & { continueToken?: string | undefined } = {}) {
    super(message, options);
    this.name = "KubeError";
    this.status = status;
    this.continueToken = options.continueToken;
  }
}

/** From the `v1 Status` that the API server sends, or from the beginning of whatever a proxy sent. */
export function refusal(status: number, body: string): KubeError {
  const parsed = parsedStatus(body);
  const message = oneLine(parsed?.message ?? body, 300) || `HTTP ${status} without a reason`;
  return new KubeError(status, message, { continueToken: parsed?.metadata?.continue || undefined });
}

export function noAnswer(host: string, error: unknown): KubeError {
  const timedOut = error instanceof Error && error.name === "TimeoutError";
  return new KubeError(0, timedOut ? `${host} did not answer in time` : `${host}: ${reasonOf(error)}`, {
    cause: error,
  });
}

/** Several addresses were tried: Node then gives an empty message and the errors beside it. */
function reasonOf(error: unknown): string {
  const first = error instanceof AggregateError ? error.errors[0] : error;
  return messageOf(first) || "the connection failed";
}

const Status = z.looseObject({
  message: z.string(),
  metadata: z.looseObject({ continue: z.string().optional() }).optional(),
});

function parsedStatus(body: string): z.infer<typeof Status> | undefined {
  try {
    return Status.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined; // a proxy's error page: the caller quotes it
  }
}
