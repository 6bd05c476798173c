import { asProblem } from "@/api/problem";
import { Frame } from "@/features/auth/frame";
import { Button } from "@/ui/button";
import { FormProblem } from "@/ui/states";

/** What a link is about could not be learned: it is not one of ours, or the server is away. */
export function BrokenLink({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const problem = asProblem(error);
  const isBroken = problem.status >= 400 && problem.status < 500 && problem.status !== 429;
  return (
    <Frame
      title={isBroken ? "This link does not work" : "Reports by mail"}
      lead={isBroken ? "It is not as it was in the mail, or it is no longer valid." : "This could not be loaded."}>
      <div className="flex flex-col gap-4">
        <FormProblem error={problem} />
        <Button onClick={onRetry}>Try again</Button>
      </div>
    </Frame>
  );
}
