import { useRouter, type ErrorComponentProps } from "@tanstack/react-router";
import { Failure, SkeletonRows } from "@/ui/states";

/** A page whose code or guard failed. */
export function Crash({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <div className="mx-auto max-w-xl p-6 pt-20">
      <Failure
        error={error}
        title="This page could not be opened"
        onRetry={() => {
          reset();
          void router.invalidate();
        }}
      />
    </div>
  );
}

export function Loading() {
  return (
    <div className="mx-auto max-w-[1200px] p-7">
      <SkeletonRows rows={8} />
    </div>
  );
}
