import { Badge } from "@mantine/core";
import type { Stream } from "../../data/streams";
import { List } from "../../design/List";
import list from "../../design/List.module.css";

export function FieldsTab({ stream }: { stream: Stream }) {
  return (
    <List
      label={`Fields of ${stream.name}`}
      columns={[{ title: "Field" }, { title: "Type" }, { title: "Unit" }, { title: "Description" }]}
    >
      {stream.fields.map(({ name, type, unit, required, description }) => (
        <tr key={name}>
          <td>
            <span className={`mono ${list.name}`}>{name}</span>{" "}
            {name === stream.key && (
              <Badge
                size="xs"
                variant="light"
                title="Decides an event's partition: events with one key stay in order"
              >
                key
              </Badge>
            )}{" "}
            {name === stream.id && (
              <Badge
                size="xs"
                variant="light"
                color="gray"
                title="Tells the events of one key apart: each counts once"
              >
                id
              </Badge>
            )}{" "}
            {name === stream.eventTime && (
              <Badge size="xs" variant="light" color="gray" title="Windows go by it">
                event time
              </Badge>
            )}
          </td>
          <td className="mono">
            {type}
            {required ? "" : " (may be missing)"}
          </td>
          <td>{unit ?? "—"}</td>
          <td>{description ?? "—"}</td>
        </tr>
      ))}
    </List>
  );
}
