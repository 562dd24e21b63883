import { Tabs } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useSession } from "../../data/session";
import { Page, Panel } from "../../design/Page";
import { StateView } from "../../design/StateView";
import { TokensTab } from "./TokensTab";
import { UsersTab } from "./UsersTab";

const route = getRouteApi("/inside/access");

/** Who and what may come in, for administrators. */
export function AccessPage() {
  const { tab = "tokens" } = route.useSearch();
  const navigate = useNavigate();
  const session = useSession();
  if (session?.role !== "administrator")
    return (
      <Page title="Users and tokens">
        <Panel flush>
          <StateView icon={<IconLock size={22} />} title="This page is for administrators">
            You are signed in as {session?.role}. An administrator can give you another role or make a token
            for you.
          </StateView>
        </Panel>
      </Page>
    );
  return (
    <Page
      title="Users and tokens"
      description="People sign in with a password; programs and devices send a token."
    >
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(chosen) =>
          void navigate({
            to: "/access",
            search: { tab: chosen === "users" ? "users" : undefined },
            replace: true,
          })
        }
      >
        <Tabs.List>
          <Tabs.Tab value="tokens">Tokens</Tabs.Tab>
          <Tabs.Tab value="users">Users</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="tokens" pt="md">
          <TokensTab />
        </Tabs.Panel>
        <Tabs.Panel value="users" pt="md">
          <UsersTab own={session.user} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
