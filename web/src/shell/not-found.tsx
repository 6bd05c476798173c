import { LinkButton } from "@/ui/button";
import { useTitle } from "@/ui/page";
import { Empty } from "@/ui/states";

export function NotFound() {
  useTitle("Not found");
  return (
    <main className="grid min-h-[70vh] place-items-center">
      <Empty
        heading
        title="There is no such page"
        picture={
          <p aria-hidden="true" className="num text-[5rem] leading-none font-semibold tracking-tighter text-ink-3">
            404
          </p>
        }
        action={
          <>
            <LinkButton to="/" kind="primary">
              Dashboard
            </LinkButton>
            <LinkButton to="/tickets">Tickets</LinkButton>
          </>
        }>
        The address may be mistyped, or what it named is gone.
      </Empty>
    </main>
  );
}
