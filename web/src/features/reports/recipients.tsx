import type { Recipient, RecipientState } from "@/api/types";
import { cx } from "@/lib/cx";
import { Chips } from "@/ui/chips";
import { AlertIcon, CheckIcon, CrossIcon, MailIcon, UserIcon } from "@/ui/icons";
import { addressesIn, endsAddress } from "./addresses";
import { RECIPIENT_STATES } from "./words";

const ICONS: Record<RecipientState, typeof UserIcon> = {
  user: UserIcon,
  confirmed: CheckIcon,
  unconfirmed: MailIcon,
  unsubscribed: CrossIcon,
  bounced: AlertIcon,
  inactive: CrossIcon,
};

/** Whether mail goes to a recipient. */
export function RecipientMark({ state }: { state: RecipientState }) {
  const { name, note, gets } = RECIPIENT_STATES[state];
  const Icon = ICONS[state];
  return (
    <span
      title={note}
      className={cx(
        "inline-flex shrink-0 items-center gap-1 text-xs whitespace-nowrap",
        gets ? "text-ink-2" : "text-caution-ink",
      )}>
      <Icon className="size-3" />
      {name}
    </span>
  );
}

const ADDRESSES = { ends: endsAddress, parts: addressesIn };

interface RecipientsProps {
  values: readonly string[];
  onChange: (values: string[]) => void;
  /** What is known about those who were there before. */
  known: readonly Recipient[];
  error: string | undefined;
  wrong: number | undefined;
}

/** Who gets the reports, and whether mail goes there. */
export function Recipients({ values, onChange, known, error, wrong }: RecipientsProps) {
  const stateOf = (address: string) => known.find((one) => one.address === address.toLowerCase())?.state;
  return (
    <Chips
      label="Recipients"
      inputMode="email"
      reading={ADDRESSES}
      placeholder={values.length === 0 ? "Only you, or name@example.org" : "Another address"}
      values={values}
      onChange={onChange}
      error={error}
      wrong={wrong}
      hint="Enter or a comma ends an address. Users of this workspace get reports at once; any other address is asked by mail once whether it wants them."
      note={(address) => {
        const state = stateOf(address);
        if (state) return <RecipientMark state={state} />;
        return <span className="text-xs text-ink-3">new</span>;
      }}
    />
  );
}
