// Changes the calls of openapi-fetch that it would send or read wrongly. Only specs with such calls load this file.

/** What a call of openapi-fetch needs besides its defaults. */
export interface CallShape {
  /** Between the items of a list in the query, percent-encoded. Other lists repeat their name. */
  separators?: Readonly<Record<string, string>>;
  /** Headers that are lists: openapi-fetch would add spaces between their items. */
  lists?: readonly string[];
  /** How the body of a successful response is read. */
  parseAs?: string;
}

interface Init {
  params?: { query?: object; header?: Record<string, unknown> };
}

type Call = (path: string, init?: Init) => unknown;

const METHODS = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"];

/** @param shapes - by method and path: `GET /v1/tasks/{id}`. */
export function withShapes<Client extends object>(client: Client, shapes: Readonly<Record<string, CallShape>>): Client {
  const calls = client as Record<string, Call>;
  const changed = Object.fromEntries(
    METHODS.map((method): [string, Call] => [
      method,
      (path, init) => {
        const shape = shapes[`${method} ${path}`];
        return calls[method]?.(path, shape ? shaped(shape, init) : init);
      },
    ]),
  );
  const request = (method: string, path: string, init?: Init) => changed[method.toUpperCase()]?.(path, init);
  return { ...client, ...changed, request };
}

/** The caller's own options win. */
function shaped({ separators = {}, lists = [], parseAs }: CallShape, { params, ...init }: Init = {}): Init {
  const header = Object.entries(params?.header ?? {}).map(([name, value]) => [
    name,
    lists.includes(name) && Array.isArray(value) ? value.join(",") : value,
  ]);
  const querySerializer = (query: object) => serialized(query, separators);
  return {
    querySerializer,
    ...(parseAs && { parseAs }),
    params: { ...params, header: Object.fromEntries(header) },
    ...init,
  } as Init;
}

function serialized(query: object, separators: Readonly<Record<string, string>>): string {
  const parts = Object.entries(query).flatMap(([name, value]) => {
    const values = [value ?? []].flat().map((item) => encodeURIComponent(String(item)));
    const separator = separators[name];
    if (separator === undefined) return values.map((item) => `${name}=${item}`);
    return values.length > 0 ? [`${name}=${values.join(separator)}`] : [];
  });
  return parts.join("&");
}
