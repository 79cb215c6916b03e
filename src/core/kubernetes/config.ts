import type { Condition, KubeObject } from "./meta.ts";

export interface ConfigMap extends KubeObject {
  data?: Record<string, string>;
  binaryData?: Record<string, string>;
}

/** Values are never here: readers replace them by empty strings before anything else sees the object. */
export interface Secret extends KubeObject {
  type?: string;
  data?: Record<string, string>;
}

export interface ResourceQuota extends KubeObject {
  spec?: { hard?: Record<string, string>; scopes?: string[] };
  status?: { hard?: Record<string, string>; used?: Record<string, string> };
}

export interface LimitRange extends KubeObject {
  spec?: {
    limits?: {
      type?: string;
      max?: Record<string, string>;
      min?: Record<string, string>;
      default?: Record<string, string>;
      defaultRequest?: Record<string, string>;
    }[];
  };
}

/** An API that another program adds to the API server, such as metrics. */
export interface ApiService extends KubeObject {
  spec?: { group?: string; service?: { namespace?: string; name?: string } };
  status?: { conditions?: Condition[] };
}
