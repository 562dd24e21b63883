import { IconLock } from "@tabler/icons-react";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useMayChange } from "../../data/session";
import { Page } from "../../design/Page";
import { StateView } from "../../design/StateView";
import { FieldsStep } from "./FieldsStep";
import type { Sample } from "./guess/cells";
import { guessStream, type StreamDraft } from "./guess/guess";
import { SampleStep } from "./SampleStep";
import { Steps } from "./Steps";
import { WaitingStep } from "./WaitingStep";

const route = getRouteApi("/inside/sources/new");

/** A stream is made from a sample of its events: guessed, looked at, written, and waited for. */
export function NewSourcePage() {
  const { waiting } = route.useSearch();
  const mayChange = useMayChange();
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const [made, setMade] = useState<{ text: string; sample: Sample; draft: StreamDraft }>();
  const [step, setStep] = useState<"sample" | "fields">("sample");

  if (!mayChange)
    return (
      <Page title="New source">
        <StateView icon={<IconLock size={22} />} title="Engineers and administrators add sources">
          You are signed in as a viewer. Ask one of them, or sign in as one.
        </StateView>
      </Page>
    );

  const goOn = (sample: Sample, name: string) => {
    // What was corrected stays as long as the sample is the same.
    if (made?.text !== text) setMade({ text, sample, draft: { ...guessStream(sample), name } });
    setStep("fields");
  };
  const shown = waiting ? "waiting" : made ? step : "sample";
  return (
    <Page
      title="New source"
      description="From a sample of its events to a stream that takes them, without writing a file by hand."
    >
      <Steps now={shown} />
      {shown === "waiting" && waiting ? (
        <WaitingStep key={waiting} name={waiting} made={made?.draft.name === waiting ? made : undefined} />
      ) : shown === "fields" && made ? (
        <FieldsStep
          draft={made.draft}
          onChange={(draft) => setMade({ ...made, draft })}
          onBack={() => setStep("sample")}
          onMade={(name) => void navigate({ to: "/sources/new", search: { waiting: name } })}
        />
      ) : (
        <SampleStep text={text} onChange={setText} onNext={goOn} />
      )}
    </Page>
  );
}
