import { Link, Outlet } from "@tanstack/react-router";
import { useTroubles } from "@/features/reports/troubles";
import { Brand } from "@/ui/brand";
import { usePlaces, type Place } from "./nav";
import { UserMenu } from "./user-menu";

/** The frame around every page: navigation at the side, or at the foot of a phone. */
export function Layout() {
  const places = usePlaces();
  return (
    <div className="md:grid md:min-h-dvh md:grid-cols-[13.5rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="absolute top-2 left-2 z-50 -translate-y-20 rounded-lg bg-ink px-3 py-2 text-sm text-on-ink focus:translate-y-0">
        Skip to content
      </a>
      <header className="hidden border-r border-line bg-sunken/60 md:block">
        <div className="sticky top-0 flex h-dvh flex-col gap-6 px-3 py-5">
          <Link to="/" search={{}} className="self-start rounded-lg px-2">
            <Brand />
          </Link>
          <nav aria-label="Main" className="flex flex-1 flex-col gap-0.5">
            {places.map((place) => (
              <SideLink key={place.to} place={place} />
            ))}
          </nav>
          <UserMenu wide />
        </div>
      </header>
      <header className="sticky top-0 z-30 flex h-13 items-center justify-between border-b border-line bg-paper/90 px-4 backdrop-blur md:hidden">
        <Link to="/" search={{}}>
          <Brand />
        </Link>
        <UserMenu />
      </header>
      <main id="content" tabIndex={-1} className="min-w-0 outline-none">
        <Outlet />
      </main>
      <nav
        aria-label="Main"
        className="fixed inset-x-0 bottom-0 z-30 flex border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden">
        {places
          .filter((place) => place.thumb)
          .map((place) => (
            <ThumbLink key={place.to} place={place} />
          ))}
      </nav>
    </div>
  );
}

function SideLink({ place }: { place: Place }) {
  const Icon = place.icon;
  return (
    <Link
      to={place.to}
      activeOptions={{ exact: place.to === "/", includeSearch: false }}
      className="relative flex h-8 items-center gap-2.5 rounded-[7px] px-2 text-sm font-medium text-ink-2 hover:bg-hover hover:text-ink"
      activeProps={{ className: "bg-surface !text-ink shadow-card ring-1 ring-line" }}>
      <Icon />
      {place.name}
      {place.to === "/reports" && <TroubleDot className="ml-auto" />}
    </Link>
  );
}

function ThumbLink({ place }: { place: Place }) {
  const Icon = place.icon;
  return (
    <Link
      to={place.to}
      activeOptions={{ exact: place.to === "/", includeSearch: false }}
      className="flex min-w-0 flex-1 flex-col items-center gap-1 py-2 text-[0.6875rem] font-medium text-ink-3"
      activeProps={{ className: "!text-accent" }}>
      <span className="relative">
        <Icon className="size-5" />
        {place.to === "/reports" && <TroubleDot className="absolute -top-0.5 -right-1" />}
      </span>
      {place.name}
    </Link>
  );
}

/** Says beside the way to the reports that some did not arrive. */
function TroubleDot({ className }: { className: string }) {
  const { failed, unknown } = useTroubles();
  const number = failed + unknown;
  if (number === 0) return null;
  const name = `${number} ${number === 1 ? "delivery needs" : "deliveries need"} attention`;
  return <span role="img" aria-label={name} title={name} className={`size-2 rounded-full bg-negative ${className}`} />;
}
