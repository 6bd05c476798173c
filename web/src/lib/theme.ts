import { useSyncExternalStore } from "react";

export type Theme = "system" | "light" | "dark";
const KEY = "undertone.theme";
const listeners = new Set<() => void>();

function stored(): Theme {
  const value = document.documentElement.dataset["theme"];
  return value === "light" || value === "dark" ? value : "system";
}

/** Chooses a theme and remembers it; `system` forgets the choice. */
export function chooseTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
  try {
    if (theme === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // Storage is closed to us: the choice lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

const system = "matchMedia" in globalThis ? matchMedia("(prefers-color-scheme: dark)") : undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  system?.addEventListener("change", listener);
  return () => {
    listeners.delete(listener);
    system?.removeEventListener("change", listener);
  };
}

export const useTheme = () => useSyncExternalStore(subscribe, stored);

/** Whether the page is dark right now, whoever decided that. */
export const useIsDark = () =>
  useSyncExternalStore(subscribe, () => {
    const theme = stored();
    return theme === "dark" || (theme === "system" && (system?.matches ?? false));
  });
