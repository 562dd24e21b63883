import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { newSampleId } from "../../data/samples";
import { Panel } from "../../design/Page";
import type { Sample } from "./guess/cells";
import { PastedSample } from "./PastedSample";
import { PostedSample } from "./PostedSample";

interface SampleStepProps {
  text: string;
  onChange: (text: string) => void;
  /** With a name for the stream, where the sample suggests one. */
  onNext: (sample: Sample, name: string) => void;
}

export function SampleStep({ text, onChange, onNext }: SampleStepProps) {
  const [way, setWay] = useState("paste");
  const [id, setId] = useState(newSampleId);
  const arrived = (posted: string) => {
    onChange(posted);
    setWay("paste");
    // The next one that is waited for is another.
    setId(newSampleId());
  };
  return (
    <Panel
      title={`${way === "paste" ? "Paste" : "Post"} one event or some of them`}
      aside={
        <SegmentedControl
          size="xs"
          aria-label="How the sample comes"
          value={way}
          onChange={setWay}
          data={[
            { value: "paste", label: "Paste it" },
            { value: "post", label: "Post it" },
          ]}
        />
      }
    >
      {way === "paste" ? (
        <PastedSample text={text} onChange={onChange} onNext={onNext} />
      ) : (
        <PostedSample id={id} onArrived={arrived} />
      )}
    </Panel>
  );
}
