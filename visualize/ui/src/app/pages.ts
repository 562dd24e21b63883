import { lazyRouteComponent } from "@tanstack/react-router";
import { setOnline } from "../data/connection";

const AGAIN_MILLIS = 2000;

type Module = Record<string, unknown>;

const importers: (() => Promise<unknown>)[] = [];

/** Whether the platform gives out its files. */
async function answers(): Promise<boolean> {
  try {
    return (await fetch("/app/manifest.webmanifest", { method: "HEAD", cache: "no-store" })).ok;
  } catch {
    return false;
  }
}

/**
 * Loads a part of the interface, and waits for the platform where it does not answer. What fails although it answers is
 * thrown: it is another version by now, and the router loads its page anew.
 */
export async function whenThere<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch {
    while (!(await answers())) {
      setOnline(false);
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MILLIS));
    }
    return load();
  }
}

/** A page that is loaded when somebody goes to it. */
export function page<T extends Module, K extends keyof T & string>(importer: () => Promise<T>, name: K) {
  importers.push(importer);
  return lazyRouteComponent<T, K>(() => whenThere(importer), name);
}

/** Loads all pages, one by one while nothing else is to do: they are there then also when the platform is not. */
export async function loadAhead(): Promise<void> {
  if ((navigator as { connection?: { saveData?: boolean } }).connection?.saveData) return;
  for (const importer of importers) {
    await new Promise<void>((resolve) =>
      "requestIdleCallback" in window ? requestIdleCallback(() => resolve()) : setTimeout(resolve, 200),
    );
    await importer().catch(() => {});
  }
}
