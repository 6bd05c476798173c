import type { ComponentType, SVGProps } from "react";
import type { Role } from "@/api/types";
import {
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
    | "/report"
    | "/corrections"
    | "/names"
    | "/scoring"
    | "/stores"
    | "/users";
  name: string;
  icon: ComponentType<SVGProps<SVGSVGElement>>;
  /** The least role that sees it. */
  role: Role;
  /** Whether it has a place in the bar at the foot of a phone. */
  thumb: boolean;
}

/** Where one can go, in the order of every menu. */
export const PLACES: readonly Place[] = [
  { to: "/", name: "Dashboard", icon: PulseIcon, role: "viewer", thumb: true },
  { to: "/tickets", name: "Tickets", icon: TicketIcon, role: "viewer", thumb: true },
  { to: "/upload", name: "Upload", icon: UploadIcon, role: "analyst", thumb: true },
  { to: "/jobs", name: "Jobs", icon: JobsIcon, role: "viewer", thumb: true },
  { to: "/queue", name: "Queue", icon: QueueIcon, role: "viewer", thumb: false },
  { to: "/report", name: "Report", icon: ReportIcon, role: "viewer", thumb: true },
  { to: "/corrections", name: "Corrections", icon: PencilIcon, role: "analyst", thumb: false },
  { to: "/names", name: "Names", icon: TagIcon, role: "viewer", thumb: false },
  { to: "/scoring", name: "Scoring", icon: RefreshIcon, role: "admin", thumb: false },
  { to: "/stores", name: "Stores", icon: StoreIcon, role: "admin", thumb: false },
  { to: "/users", name: "Users", icon: UsersIcon, role: "admin", thumb: false },
];
