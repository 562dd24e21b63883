// Reads from a running platform what the pages use of its API, into openapi.json, and makes the types anew:
//   npm run openapi -- http://127.0.0.1:8420 "$(cat plant/.thalweg/admin.token)"
import { readFileSync, writeFileSync } from "node:fs";
import { tool } from "./tools.mjs";

/** What is called by a path that the types know, and those whose answers are named in them. */
const PATHS = [
  "/api/v1/session",
  "/api/v1/streams",
  "/api/v1/streams/{stream}/events",
  "/api/v1/pipelines",
  "/api/v1/pipelines/{name}",
  "/api/v1/query",
  "/api/v1/status/live",
];

const [url, token] = process.argv.slice(2);
const from = token
  ? await fetch(`${url}/openapi.json`, { headers: { Authorization: `Bearer ${token}` } })
  : undefined;
const document = from ? await from.json() : JSON.parse(readFileSync(url, "utf8"));

const schemas = {};
const reach = (value) => {
  if (Array.isArray(value)) value.forEach(reach);
  else if (value && typeof value === "object")
    for (const [key, inner] of Object.entries(value)) {
      const name = key === "$ref" && /^#\/components\/schemas\/(.+)$/.exec(inner)?.[1];
      if (name && !schemas[name]) {
        schemas[name] = document.components.schemas[name];
        reach(schemas[name]);
      } else reach(inner);
    }
};
const paths = Object.fromEntries(PATHS.map((path) => [path, document.paths[path]]));
reach(paths);
const kept = { openapi: document.openapi, info: document.info, paths, components: { schemas } };
writeFileSync("openapi.json", `${JSON.stringify(kept, null, 2)}\n`);
tool("openapi-typescript/bin/cli.js", "openapi.json", "-o", "src/data/schema.d.ts");
