import { Menu, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import {
  IconCheck,
  IconDeviceDesktop,
  IconKey,
  IconLogout,
  IconMoon,
  IconSelector,
  IconSun,
} from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useOnline } from "../data/connection";
import { useSession, useSignOut } from "../data/session";
import styles from "./Account.module.css";
import { ChangePassword } from "./ChangePassword";

const SCHEMES = [
  { value: "auto", label: "As the system", icon: IconDeviceDesktop },
  { value: "light", label: "Light", icon: IconSun },
  { value: "dark", label: "Dark", icon: IconMoon },
] as const;

/** Who is signed in, and how they like it. */
export function Account() {
  const session = useSession();
  const signOut = useSignOut();
  const navigate = useNavigate();
  const online = useOnline();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [changing, setChanging] = useState(false);
  if (!session) return null;
  return (
    <>
      <ChangePassword opened={changing} onClose={() => setChanging(false)} />
      <Menu position="top-start" width={216} withinPortal>
        <Menu.Target>
          <UnstyledButton className={styles.account} aria-label={`Account of ${session.user}, appearance`}>
            <span className={styles.avatar} aria-hidden>
              {session.user.slice(0, 1).toUpperCase()}
            </span>
            <span className={styles.who}>
              <span className={styles.user}>{session.user}</span>
              <span className={styles.role}>
                <span className={styles.light} data-online={online} aria-hidden />
                {online ? session.role : "no connection"}
              </span>
            </span>
            <IconSelector size={15} aria-hidden />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Appearance</Menu.Label>
          {SCHEMES.map(({ value, label, icon: Icon }) => (
            <Menu.Item
              key={value}
              leftSection={<Icon size={15} />}
              rightSection={colorScheme === value ? <IconCheck size={14} aria-label="chosen" /> : undefined}
              onClick={() => setColorScheme(value)}
            >
              {label}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<IconKey size={15} />} onClick={() => setChanging(true)}>
            Change password
          </Menu.Item>
          <Menu.Item
            leftSection={<IconLogout size={15} />}
            onClick={() => signOut.mutate(undefined, { onSuccess: () => void navigate({ to: "/login" }) })}
          >
            Sign out
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
