// Stands in for zod in the browser's bundle: schemas are declared there but never asked, since the server checks.
const never = new Set(["parse", "safeParse", "parseAsync", "safeParseAsync"]);

// A function, so that it can be called; every property and every call gives itself again.
const schema: unknown = new Proxy(() => schema, {
  get: (_target, name) => {
    if (never.has(String(name))) throw new Error("Schemas are checked by the server, not in the browser");
    return schema;
  },
  apply: () => schema,
});

export const z = schema;
