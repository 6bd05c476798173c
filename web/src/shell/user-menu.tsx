import { Menu, MenuButton, MenuItem, MenuItems } from "@headlessui/react";
import { useNavigate } from "@tanstack/react-router";
import { session } from "@/api/session";
import { useUser } from "@/api/user";
import { cx } from "@/lib/cx";
import { chooseTheme, useTheme, type Theme } from "@/lib/theme";
import { ChevronIcon, MoonIcon, ScreenIcon, SunIcon, UserIcon } from "@/ui/icons";
import { usePlaces } from "./nav";

const THEMES: { theme: Theme; name: string; icon: typeof SunIcon }[] = [
  { theme: "system", name: "System theme", icon: ScreenIcon },
  { theme: "light", name: "Light theme", icon: SunIcon },
  { theme: "dark", name: "Dark theme", icon: MoonIcon },
];

/** Who is signed in, the theme, and the way out. */
export function UserMenu({ wide = false }: { wide?: boolean }) {
  const user = useUser();
  const theme = useTheme();
  const navigate = useNavigate();
  // A phone has no room for these at its foot.
  const hidden = usePlaces().filter((place) => !place.thumb);
  if (!user) return null;
  return (
    <Menu>
      <MenuButton
        aria-label={`Account: ${user.email}`}
        className={cx("flex items-center gap-2.5 rounded-lg text-left hover:bg-hover", wide ? "w-full p-2" : "p-1")}>
        <span
          aria-hidden="true"
          className="grid size-7 shrink-0 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent-strong uppercase">
          {user.email.slice(0, 2)}
        </span>
        {wide && (
          <>
            <span className="min-w-0 flex-1">
              <span className="block truncate text-sm font-medium">{user.workspace.name}</span>
              <span className="block truncate text-xs text-ink-3">{user.email}</span>
            </span>
            <ChevronIcon className="size-3.5 rotate-180 text-ink-3" />
          </>
        )}
      </MenuButton>
      <MenuItems anchor={{ to: wide ? "top start" : "bottom end", gap: 6, padding: 8 }} className="menu w-56">
        <div className="border-b border-line px-2 pt-1.5 pb-2">
          <p className="truncate text-sm font-medium">{user.email}</p>
          <p className="text-xs text-ink-3">
            {user.workspace.name} · {user.role}
          </p>
        </div>
        <div className="py-1">
          <MenuItem>
            <button type="button" className="menu-item" onClick={() => void navigate({ to: "/account" })}>
              <UserIcon className="text-ink-3" />
              Account
            </button>
          </MenuItem>
          {hidden.map(({ to, name, icon: Icon }) => (
            <MenuItem key={to}>
              <button type="button" className="menu-item md:hidden" onClick={() => void navigate({ to })}>
                <Icon className="text-ink-3" />
                {name}
              </button>
            </MenuItem>
          ))}
        </div>
        <div className="border-y border-line py-1">
          {THEMES.map(({ theme: value, name, icon: Icon }) => (
            <MenuItem key={value}>
              <button
                type="button"
                className={cx("menu-item", theme === value && "font-medium")}
                aria-current={theme === value}
                onClick={() => chooseTheme(value)}>
                <Icon className="text-ink-3" />
                {name}
                {theme === value && <span aria-hidden="true" className="ml-auto size-1.5 rounded-full bg-accent" />}
              </button>
            </MenuItem>
          ))}
        </div>
        <div className="pt-1">
          <MenuItem>
            <button type="button" className="menu-item" onClick={() => void session.signOut()}>
              Sign out
            </button>
          </MenuItem>
        </div>
      </MenuItems>
    </Menu>
  );
}
