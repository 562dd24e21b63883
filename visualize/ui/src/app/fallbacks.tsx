import { Button } from "@mantine/core";
import { IconMapQuestion } from "@tabler/icons-react";
import { type ErrorComponentProps, Link, useRouter } from "@tanstack/react-router";
import { Page } from "../design/Page";
import { Failure, Loading, StateView } from "../design/StateView";

export function MissingPage() {
  return (
    <Page title="Not found">
      <StateView
        icon={<IconMapQuestion size={22} />}
        title="There is no such page"
        action={
          <Button component={Link} to="/" variant="default">
            To the overview
          </Button>
        }
      >
        The address leads nowhere; perhaps a letter of it was lost.
      </StateView>
    </Page>
  );
}

export function PageFailure({ error }: ErrorComponentProps) {
  const router = useRouter();
  return <Failure error={error} retry={() => void router.invalidate()} />;
}

export function PagePending() {
  return <Loading lines={6} label="Loading the page" />;
}
