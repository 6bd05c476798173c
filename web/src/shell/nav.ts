import type { ComponentType, SVGProps } from "react";
import type { Permission } from "@/api/types";
import { useUser } from "@/api/user";
import {
  HeadsetIcon,
  JobsIcon,
  PencilIcon,
  PulseIcon,
  QueueIcon,
  RefreshIcon,
  ReportIcon,
  StoreIcon,
  TagIcon,
  TicketIcon,
  UploadIcon,
  UsersIcon,
} from "@/ui/icons";

export interface Place {
  to:
    | "/"
    | "/tickets"
    | "/upload"
    | "/jobs"
    | "/queue"
    | "/reports"
    | "/corrections"
    | "/names"
    | "/staff"
    | "/scoring"
    | "/stores"
    | "/users";
  name: string;
  icon: ComponentType<SVGProps<SVGSVGElement>>;
  /** What one has to be allowed to find anything to do there. */
  needs: Permission;
  /** Whether it has a place in the bar at the foot of a phone. */
  thumb: boolean;
}

/** Where one can go, in the order of every menu. */
const PLACES: readonly Place[] = [
  { to: "/", name: "Dashboard", icon: PulseIcon, needs: "tickets:read", thumb: true },
  { to: "/tickets", name: "Tickets", icon: TicketIcon, needs: "tickets:read", thumb: true },
  { to: "/upload", name: "Upload", icon: UploadIcon, needs: "uploads:write", thumb: true },
  { to: "/jobs", name: "Jobs", icon: JobsIcon, needs: "jobs:read", thumb: true },
  { to: "/queue", name: "Queue", icon: QueueIcon, needs: "jobs:read", thumb: false },
  { to: "/reports", name: "Reports", icon: ReportIcon, needs: "reports:read", thumb: true },
  { to: "/corrections", name: "Corrections", icon: PencilIcon, needs: "labels:write", thumb: false },
  { to: "/names", name: "Names", icon: TagIcon, needs: "tickets:read", thumb: false },
  { to: "/staff", name: "Staff", icon: HeadsetIcon, needs: "tickets:read", thumb: false },
  { to: "/scoring", name: "Scoring", icon: RefreshIcon, needs: "sentiment:rescore", thumb: false },
  { to: "/stores", name: "Stores", icon: StoreIcon, needs: "lake:rebuild", thumb: false },
  { to: "/users", name: "Users", icon: UsersIcon, needs: "users:manage", thumb: false },
];

/** Where the signed-in user can go. */
export function usePlaces(): readonly Place[] {
  const user = useUser();
  return PLACES.filter((place) => user?.permissions.includes(place.needs));
}
