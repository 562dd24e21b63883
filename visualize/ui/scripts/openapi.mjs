// Makes the types anew of what the pages use of the API, from what docs/openapi.json says of it:
//   npm run openapi
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tool } from "./tools.mjs";

/** What is called by a path that the types know, and those whose answers are named in them. */
const PATHS = [
  "/api/v1/session",
  "/api/v1/streams",
  "/api/v1/streams/{stream}/events",
  "/api/v1/pipelines",
  "/api/v1/pipelines/{name}",
  "/api/v1/pipelines/{name}/start",
  "/api/v1/pipelines/{name}/stop",
  "/api/v1/project",
  "/api/v1/project/catalog",
  "/api/v1/project/check",
  "/api/v1/project/files/{path}",
  "/api/v1/project/preview",
  "/api/v1/project/reload",
  "/api/v1/query",
  "/api/v1/topics",
  "/api/v1/topics/{topic}/records",
  "/api/v1/status/live",
];

const document = JSON.parse(readFileSync("../../docs/openapi.json", "utf8"));

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
const responses = document.components.responses;
reach(responses);
const components = { schemas, responses };
const kept = { openapi: document.openapi, info: document.info, paths, components };
mkdirSync("target", { recursive: true });
writeFileSync("target/openapi.json", JSON.stringify(kept));
tool("openapi-typescript/bin/cli.js", "target/openapi.json", "-o", "src/data/schema.d.ts");
