import type { CreatedToken, NewToken, Role } from "../../data/access";

/** What a form holds, as it is typed. */
export interface TokenForm {
  role: Role;
  device: string;
  name: string;
  expires: string;
  eventsPerSecond: number | "";
  requestsPerSecond: number | "";
}

export const EMPTY: TokenForm = {
  role: "device",
  device: "",
  name: "",
  expires: "90d",
  eventsPerSecond: "",
  requestsPerSecond: "",
};

/** What is asked of the platform; what was left empty is left out. */
export function wantedOf(form: TokenForm): NewToken {
  return {
    role: form.role,
    device: form.role === "device" ? form.device.trim() : undefined,
    name: form.name.trim() || undefined,
    expires: form.expires || undefined,
    eventsPerSecond: form.eventsPerSecond === "" ? undefined : form.eventsPerSecond,
    requestsPerSecond: form.requestsPerSecond === "" ? undefined : form.requestsPerSecond,
  };
}

/** A call that the token lets through, ready to be pasted; who may sends an event if there is a stream for it. */
export function curlOf(
  origin: string,
  { token, role }: Pick<CreatedToken, "token" | "role">,
  event?: { stream: string; event: object },
): string {
  if (role !== "viewer" && event)
    return `curl ${origin}/api/v1/streams/${event.stream}/events \\
  -H "Authorization: Bearer ${token}" \\
  -H "Content-Type: application/json" \\
  -d '${JSON.stringify(event.event).replaceAll("'", "'\\''")}'`;
  return `curl ${origin}/api/v1/${role === "device" ? "session" : "streams"} \\
  -H "Authorization: Bearer ${token}"`;
}
