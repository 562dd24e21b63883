import { ActionIcon, Drawer } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconMenu2, IconPlugConnectedX, IconSearch } from "@tabler/icons-react";
import { Outlet, useLocation } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useOnline } from "../data/connection";
import { useStatusFeed } from "../data/status";
import { Brand } from "./Brand";
import { Navigation } from "./Navigation";
import { openPalette, Palette } from "./Palette";
import { loadAhead } from "./pages";
import styles from "./Shell.module.css";

/** What the first page needs comes first. */
const AHEAD_MILLIS = 3000;

/** The frame of all pages: navigation beside or above them, and what is true everywhere. */
export function Shell() {
  useStatusFeed();
  const online = useOnline();
  useEffect(() => {
    const timer = setTimeout(() => void loadAhead(), AHEAD_MILLIS);
    return () => clearTimeout(timer);
  }, []);
  const [open, drawer] = useDisclosure(false);
  const path = useLocation({ select: (location) => location.pathname });
  const main = useRef<HTMLElement>(null);
  const shown = useRef(path);

  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    drawer.close();
    // So that the keyboard and a screen reader go on in the new page.
    main.current?.focus({ preventScroll: true });
    main.current?.scrollTo({ top: 0 });
  }, [path, drawer.close]);

  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#content">
        Skip to the content
      </a>
      <div className={styles.side}>
        <Navigation />
      </div>
      <header className={styles.top}>
        <ActionIcon size={40} aria-label="Open the navigation" onClick={drawer.open}>
          <IconMenu2 size={20} />
        </ActionIcon>
        <Brand />
        <ActionIcon size={40} aria-label="Go to a page" onClick={openPalette}>
          <IconSearch size={18} />
        </ActionIcon>
      </header>
      <Drawer.Root opened={open} onClose={drawer.close} size={280} padding={0}>
        <Drawer.Overlay />
        <Drawer.Content aria-label="Navigation" className={styles.drawerContent}>
          <Drawer.Body className={styles.drawer}>
            <Navigation />
          </Drawer.Body>
        </Drawer.Content>
      </Drawer.Root>
      <main id="content" ref={main} className={styles.main} tabIndex={-1}>
        <div role="status" aria-live="polite">
          {!online && (
            <div className={styles.offline}>
              <IconPlugConnectedX size={16} aria-hidden />
              <span>The platform does not answer. What you see is from before; it goes on by itself.</span>
            </div>
          )}
        </div>
        <Outlet />
      </main>
      <Palette />
    </div>
  );
}
