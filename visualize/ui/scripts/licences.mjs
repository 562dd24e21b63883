// The licences of what is built into the web interface; refuses what may not be shipped on.
import { readdirSync, readFileSync } from "node:fs";

// ISC asks the same as BSD's two clauses do, in fewer words.
const ALLOWED = /^\(?(MIT|Apache-2\.0|BSD-[23]-Clause|0BSD|ISC)\b/;

/** The folder of the package that a module comes from. */
function packageOf(module) {
  return /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(module)?.[1];
}

function textOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  if (!ALLOWED.test(license ?? ""))
    throw new Error(`${name} ${version} is under "${license}", which is not a licence that ships`);
  const file = readdirSync(folder).find((each) => /^(licen[cs]e|copying)/i.test(each));
  const text = file ? readFileSync(`${folder}/${file}`, "utf8").trim() : `Licence: ${license}`;
  return `${name} ${version}\n\n${text}\n`;
}

/** Puts a file with the licences of all that is in the bundle beside it. */
export function licences(fileName) {
  return {
    name: "licences",
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((chunk) =>
        "modules" in chunk ? Object.keys(chunk.modules) : [],
      );
      const folders = [...new Set(modules.map(packageOf).filter(Boolean))].sort();
      this.emitFile({ type: "asset", fileName, source: folders.map(textOf).join(`\n${"-".repeat(78)}\n\n`) });
    },
  };
}
