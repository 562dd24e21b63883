import { Button, Group } from "@mantine/core";
import { IconMapQuestion } from "@tabler/icons-react";
import { type ErrorComponentProps, Link, useLocation, useRouter } from "@tanstack/react-router";
import { Page } from "../design/Page";
import { Failure, Loading, StateView } from "../design/StateView";
import { openPalette } from "./Palette";

export function MissingPage() {
  const path = useLocation({ select: (location) => location.pathname });
  return (
    <Page title="Not found">
      <StateView
        icon={<IconMapQuestion size={22} />}
        title={`There is no page at ${path.length > 80 ? `${path.slice(0, 80)}…` : path}`}
        action={
          <Group gap="xs" justify="center">
            <Button component={Link} to="/" variant="default">
              To the overview
            </Button>
            <Button variant="default" onClick={openPalette}>
              Go to a page…
            </Button>
          </Group>
        }
      >
        Perhaps a letter of the address was lost, or what it led to has another name by now.
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
