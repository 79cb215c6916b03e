import { z } from "zod";
import { messageOf } from "../../../core/errors.ts";
import { jsonIn } from "../../../core/json-in.ts";
import { isLate } from "../../../core/late.ts";
import { oneLine } from "../../../core/untrusted.ts";

/** The API server refused, failed, or was not reached: `status` is the HTTP status, 0 when there was no answer. */
export class KubeError extends Error {
  readonly status: number;
  /** Of a list whose continue token is too old: the token that goes on with what is there now. */
  readonly continueToken: string | undefined;
  /** It was said in a `v1 Status`, as every API server does and few others. */
  readonly isStatus: boolean;
  /** The object that a 404 is about. */
  readonly absent: string | undefined;

  constructor(
    status: number,
    message: string,
    { said, ...options }: ErrorOptions & { said?: Status | undefined } = {},
  ) {
    super(message, options);
    this.name = "KubeError";
    this.status = status;
    this.continueToken = said?.metadata?.continue || undefined;
    this.isStatus = said !== undefined;
    this.absent = status === 404 ? said?.details?.name : undefined;
  }
}

/** More than is read of one answer; fewer items at once may do. */
export class TooLarge extends KubeError {
  constructor(maxBytes: number) {
    super(0, `the answer is larger than ${maxBytes / 1024 / 1024} MB`);
  }
}

/** From the `v1 Status` that the API server sends, or from the beginning of whatever a proxy sent. */
export function refusal(status: number, body: string): KubeError {
  // A proxy's error page is none: the caller quotes it.
  const said = jsonIn(Status, body);
  if (status >= 300 && status < 400) return notTheApi(`it redirects (HTTP ${status}), and redirects are not followed`);
  const message =
    oneLine(said?.message ?? body.replace(/<[^<>]{0,1000}>/g, " "), 300) || `HTTP ${status} without a reason`;
  return new KubeError(status, message, { said });
}

/** An answer that no API server gives: a login page, a proxy's page, another program. */
export function notTheApi(why: string, cause?: unknown): KubeError {
  return new KubeError(0, `${why}: the address may not be an API server's`, { cause });
}

export function noAnswer(host: string, error: unknown): KubeError {
  return new KubeError(0, isLate(error) ? `${host} did not answer in time` : `${host}: ${reasonOf(error)}`, {
    cause: error,
  });
}

/** Several addresses were tried: Node then gives an empty message and the errors beside it. */
function reasonOf(error: unknown): string {
  const first = error instanceof AggregateError ? error.errors[0] : error;
  return messageOf(first) || "the connection failed";
}

const Status = z.looseObject({
  kind: z.literal("Status"),
  message: z.string().catch(""),
  metadata: z.looseObject({ continue: z.string().optional() }).nullish(),
  details: z.looseObject({ name: z.string().optional() }).nullish(),
});
type Status = z.infer<typeof Status>;
