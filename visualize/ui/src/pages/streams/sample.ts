import type { Field, Stream } from "../../data/streams";

/** The fields of a row's type, such as `lat double, limits row<low int, high int>`. */
function fieldsIn(text: string): Field[] {
  const parts: string[] = [""];
  let depth = 0;
  for (const character of text) {
    if (/[<(]/.test(character)) depth++;
    if (/[>)]/.test(character)) depth--;
    if (character === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts.map((part) => {
    const [name = "", ...type] = part.trim().split(" ");
    return { name, type: type.join(" ") };
  });
}

function valueFor({ name = "", type = "" }: Field, at: Date): unknown {
  const [, outer, inner = ""] = /^(array|row)<(.*)>$/s.exec(type) ?? [];
  if (outer === "array") return [valueFor({ name, type: inner }, at)];
  if (outer === "row") return sampleEvent({ fields: fieldsIn(inner) }, at);
  const kind = type.toLowerCase();
  if (kind.startsWith("timestamp")) return at.toISOString();
  if (kind === "date") return at.toISOString().slice(0, 10);
  if (kind === "time") return at.toISOString().slice(11, 19);
  if (kind.startsWith("bool")) return true;
  if (/^(int|long|bigint|smallint|tinyint)/.test(kind)) return 42;
  if (/^(double|float|real|decimal)/.test(kind)) return 21.5;
  return `${name}-1`;
}

/** An event that this stream takes, as good as it can be made up. */
export function sampleEvent({ fields }: Pick<Stream, "fields">, at = new Date()): Record<string, unknown> {
  return Object.fromEntries(fields.map((field) => [field.name ?? "", valueFor(field, at)]));
}

export interface Snippet {
  language: string;
  /** What has to be there to run it. */
  needs: string;
  code: string;
}

function python(event: Record<string, unknown>): string {
  return JSON.stringify(event, null, 4)
    .replace(/: true/g, ": True")
    .replace(/: false/g, ": False")
    .replace(/\n/g, "\n    ");
}

/** How to send events to a stream from elsewhere, ready to be pasted. */
export function snippets(origin: string, stream: string, event: Record<string, unknown>): Snippet[] {
  const address = `${origin}/api/v1/streams/${stream}/events`;
  const json = JSON.stringify(event);
  return [
    {
      language: "curl",
      needs: "A shell. The token stands in THALWEG_TOKEN.",
      code: `curl ${address} \\
  -H "Authorization: Bearer $THALWEG_TOKEN" \\
  -H "Content-Type: application/json" \\
  -d '${json.replaceAll("'", "'\\''")}'`,
    },
    {
      language: "Python",
      needs: "Python 3.8 or newer, nothing else.",
      code: `import json, os, urllib.request

def send(events):
    request = urllib.request.Request(
        "${address}",
        data=json.dumps(events).encode(),
        headers={
            "Authorization": "Bearer " + os.environ["THALWEG_TOKEN"],
            "Content-Type": "application/json",
        },
    )
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)

print(send([
    ${python(event)}
]))`,
    },
    {
      language: "Java",
      needs: "Java 17 or newer: java Send.java",
      code: `import java.net.URI;
import java.net.http.*;

public class Send {
  public static void main(String[] args) throws Exception {
    var event = """
        ${json.replaceAll("\\", "\\\\")}
        """;
    var request = HttpRequest.newBuilder(URI.create("${address}"))
        .header("Authorization", "Bearer " + System.getenv("THALWEG_TOKEN"))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(event))
        .build();
    var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    System.out.println(answer.body());
  }
}`,
    },
    {
      language: "JavaScript",
      needs: "Node.js 18 or newer: node send.mjs",
      code: `const answer = await fetch("${address}", {
  method: "POST",
  headers: {
    Authorization: \`Bearer \${process.env.THALWEG_TOKEN}\`,
    "Content-Type": "application/json",
  },
  body: JSON.stringify([${json}]),
});
console.log(await answer.json());`,
    },
  ];
}
