import { Button, Popover, TextInput } from "@mantine/core";
import { IconChevronDown, IconClock } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { formatLocal, formatUtc, toLocalField } from "../../design/format";
import styles from "./dashboards.module.css";
import { type RangeInAddress, SPANS, spanOf, wordsOf } from "./range";

interface RangePickerProps {
  range: RangeInAddress;
  lastSeconds: number;
  onChange: (range: RangeInAddress) => void;
}

/** Chooses what time is looked at: the last so long, or from one time to another. */
export function RangePicker({ range, lastSeconds, onChange }: RangePickerProps) {
  const [open, setOpen] = useState(false);
  const usual = spanOf(lastSeconds);
  const last = range.from ? undefined : (range.last ?? usual);
  const spans = SPANS.includes(usual) ? SPANS : [usual, ...SPANS];
  const choose = (chosen: RangeInAddress) => {
    setOpen(false);
    onChange({ last: undefined, from: undefined, to: undefined, ...chosen });
  };
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-end"
      width={320}
      trapFocus
      returnFocus
      withinPortal
    >
      <Popover.Target>
        <Button
          variant="default"
          aria-haspopup="dialog"
          aria-expanded={open}
          title={last ? undefined : `${formatUtc(new Date(range.from!))} – ${formatUtc(new Date(range.to!))}`}
          leftSection={<IconClock size={14} />}
          rightSection={<IconChevronDown size={13} />}
          onClick={() => setOpen(!open)}
        >
          {last
            ? `Last ${wordsOf(last)}`
            : `${formatLocal(new Date(range.from!))} – ${formatLocal(new Date(range.to!))}`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Range of time">
        <div className={styles.spans} role="group" aria-label="The last">
          {spans.map((span) => (
            <Button
              key={span}
              variant={span === last ? "filled" : "default"}
              aria-pressed={span === last}
              aria-label={`Last ${wordsOf(span)}`}
              onClick={() => choose(span === usual ? {} : { last: span })}
            >
              {span}
            </Button>
          ))}
        </div>
        <FromTo range={range} lastSeconds={lastSeconds} onChange={choose} />
      </Popover.Dropdown>
    </Popover>
  );
}

function FromTo({ range, lastSeconds, onChange }: RangePickerProps) {
  const [from, setFrom] = useState(() =>
    toLocalField(new Date(range.from ?? Date.now() - lastSeconds * 1000)),
  );
  const [to, setTo] = useState(() => toLocalField(range.to ? new Date(range.to) : new Date()));
  const wrong = from !== "" && to !== "" && from >= to ? "It ends before it begins." : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!wrong) onChange({ from: new Date(from).toISOString(), to: new Date(to).toISOString() });
  };
  return (
    <form className={styles.fromTo} onSubmit={submit}>
      <TextInput
        type="datetime-local"
        step={1}
        size="xs"
        label="From"
        required
        withAsterisk={false}
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <TextInput
        type="datetime-local"
        step={1}
        size="xs"
        label="To"
        required
        withAsterisk={false}
        value={to}
        error={wrong}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <Button type="submit" disabled={wrong !== undefined}>
        Show this time
      </Button>
    </form>
  );
}
