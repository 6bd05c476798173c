import type { ReactNode, SVGProps } from "react";

/** Our own line icons on a 16 px grid; they only ever stand beside a text or a label. */
function icon(path: ReactNode) {
  return function Icon(props: SVGProps<SVGSVGElement>) {
    return (
      <svg
        viewBox="0 0 16 16"
        width="16"
        height="16"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        focusable="false"
        {...props}>
        {path}
      </svg>
    );
  };
}

export const PulseIcon = icon(<path d="M1.5 8h2.5l2-5 3.5 10 2-5h3" />);
export const TicketIcon = icon(
  <>
    <path d="M2 5a1.5 1.5 0 0 1 1.5-1.5h9A1.5 1.5 0 0 1 14 5v1.5a1.5 1.5 0 0 0 0 3V11a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 2 11V9.5a1.5 1.5 0 0 0 0-3z" />
    <path d="M10 3.5v9" strokeDasharray="1.5 2" />
  </>,
);
export const UploadIcon = icon(
  <>
    <path d="M8 10.5V2.5M4.8 5.5 8 2.3l3.2 3.2" />
    <path d="M2.5 10v2A1.5 1.5 0 0 0 4 13.5h8a1.5 1.5 0 0 0 1.5-1.5v-2" />
  </>,
);
export const JobsIcon = icon(
  <>
    <circle cx="8" cy="8" r="5.8" />
    <path d="M8 4.8V8l2.2 1.5" />
  </>,
);
export const QueueIcon = icon(<path d="M2.5 3.5h11M2.5 8h11M2.5 12.5h6.5" />);
export const ReportIcon = icon(
  <>
    <path d="M4 1.8h5.2L12.5 5v8a1.2 1.2 0 0 1-1.2 1.2H4A1.2 1.2 0 0 1 2.8 13V3A1.2 1.2 0 0 1 4 1.8z" />
    <path d="M9 2v3.2h3.3M5.3 11.5V9.3M7.6 11.5V7.5M10 11.5v-1.4" />
  </>,
);
export const UsersIcon = icon(
  <>
    <circle cx="6" cy="5.2" r="2.5" />
    <path d="M1.5 13.5c.3-2.7 2-4.2 4.5-4.2s4.2 1.5 4.5 4.2M10.3 2.9a2.5 2.5 0 0 1 0 4.6M12 9.7c1.5.6 2.3 1.9 2.5 3.8" />
  </>,
);
export const HeadsetIcon = icon(
  <>
    <path d="M2.5 9.5V8a5.5 5.5 0 0 1 11 0v1.5" />
    <path d="M2.5 9h2v3.5H3.7a1.2 1.2 0 0 1-1.2-1.2zM13.5 9h-2v3.5h.8a1.2 1.2 0 0 0 1.2-1.2zM12.5 12.5c0 1.2-1.3 1.7-3 1.7" />
  </>,
);
export const PencilIcon = icon(
  <>
    <path d="M10.8 2.6 13.4 5.2 5.6 13H3v-2.6z" />
    <path d="m9 4.4 2.6 2.6" />
  </>,
);
export const TagIcon = icon(
  <>
    <path d="M8.3 2H13a1 1 0 0 1 1 1v4.7L8 13.7a1.2 1.2 0 0 1-1.7 0L2.3 9.7a1.2 1.2 0 0 1 0-1.7z" />
    <path d="M11 5v.1" />
  </>,
);
export const StoreIcon = icon(
  <>
    <ellipse cx="8" cy="3.8" rx="5.3" ry="2.1" />
    <path d="M2.7 3.8v8.4c0 1.2 2.4 2.1 5.3 2.1s5.3-.9 5.3-2.1V3.8M2.7 8c0 1.2 2.4 2.1 5.3 2.1s5.3-.9 5.3-2.1" />
  </>,
);
export const RefreshIcon = icon(
  <>
    <path d="M13.5 8a5.5 5.5 0 0 1-9.6 3.6M2.5 8a5.5 5.5 0 0 1 9.6-3.6" />
    <path d="M12.5 1.8v2.8H9.7M3.5 14.2v-2.8h2.8" />
  </>,
);
export const SearchIcon = icon(
  <>
    <circle cx="7" cy="7" r="4.5" />
    <path d="m10.5 10.5 3.5 3.5" />
  </>,
);
export const ChevronIcon = icon(<path d="m4.5 6.3 3.5 3.5 3.5-3.5" />);
export const CheckIcon = icon(<path d="m3 8.5 3.3 3.3L13 5" />);
export const CrossIcon = icon(<path d="m4 4 8 8m0-8-8 8" />);
export const ArrowIcon = icon(<path d="M3 8h10M9 4l4 4-4 4" />);
export const CalendarIcon = icon(
  <>
    <rect x="2" y="3" width="12" height="11" rx="1.5" />
    <path d="M2 6.5h12M5.2 1.5v3M10.8 1.5v3" />
  </>,
);
export const AlertIcon = icon(
  <>
    <path d="M8 2 1.5 13.5h13z" />
    <path d="M8 6.5v3.2M8 11.7v.1" />
  </>,
);
export const DownloadIcon = icon(
  <>
    <path d="M8 2.5v8M4.8 7.5 8 10.7l3.2-3.2" />
    <path d="M2.5 13.5h11" />
  </>,
);
export const SunIcon = icon(
  <>
    <circle cx="8" cy="8" r="2.8" />
    <path d="M8 1.5v1.3M8 13.2v1.3M1.5 8h1.3M13.2 8h1.3M3.4 3.4l.9.9M11.7 11.7l.9.9M3.4 12.6l.9-.9M11.7 4.3l.9-.9" />
  </>,
);
export const MoonIcon = icon(<path d="M13.5 9.5A6 6 0 0 1 6.5 2.5a5.8 5.8 0 1 0 7 7z" />);
export const ScreenIcon = icon(
  <>
    <rect x="1.8" y="2.5" width="12.4" height="8.5" rx="1.3" />
    <path d="M5.5 13.7h5M8 11v2.7" />
  </>,
);
export const MenuIcon = icon(<path d="M2 4.5h12M2 8h12M2 11.5h12" />);
export const UserIcon = icon(
  <>
    <circle cx="8" cy="5.5" r="2.8" />
    <path d="M2.8 14c.4-3 2.3-4.5 5.2-4.5s4.8 1.5 5.2 4.5" />
  </>,
);
export const FileIcon = icon(
  <>
    <path d="M4 1.8h5.2L12.5 5v8a1.2 1.2 0 0 1-1.2 1.2H4A1.2 1.2 0 0 1 2.8 13V3A1.2 1.2 0 0 1 4 1.8z" />
    <path d="M9 2v3.2h3.3" />
  </>,
);
export const UpIcon = icon(<path d="M8 13V3.5M4 7.2l4-4 4 4" />);
export const DownIcon = icon(<path d="M8 3v9.5M4 8.8l4 4 4-4" />);
export const MailIcon = icon(
  <>
    <rect x="1.8" y="3.2" width="12.4" height="9.6" rx="1.3" />
    <path d="m2.3 4.2 5.7 4.6 5.7-4.6" />
  </>,
);
export const QuestionIcon = icon(
  <>
    <circle cx="8" cy="8" r="6" />
    <path d="M6.3 6.4a1.8 1.8 0 1 1 2.5 1.7c-.6.3-.8.6-.8 1.2M8 11.3v.1" />
  </>,
);
export const PauseIcon = icon(<path d="M5.5 3.5v9M10.5 3.5v9" />);
export const InboxIcon = icon(
  <>
    <path d="M2 9.5 4 3.2h8l2 6.3v3a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1z" />
    <path d="M2 9.5h3.4l.9 1.7h3.4l.9-1.7H14" />
  </>,
);
