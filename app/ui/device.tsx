import { ComputerIcon, PhoneIcon, ProgramIcon, TabletIcon } from "./icons.ts";
import { useText } from "./intl.tsx";
import { describeDevice } from "../user-agent.ts";

const icons = { computer: ComputerIcon, phone: PhoneIcon, tablet: TabletIcon, program: ProgramIcon };

/** The picture of what a session runs on. Its name stands beside it. */
export function DeviceIcon({ userAgent, isProgram = false }: { userAgent: string; isProgram?: boolean }) {
  const Icon = icons[isProgram ? "program" : describeDevice(userAgent).kind];
  return (
    <span className="grid size-10 shrink-0 place-items-center rounded-full bg-subtle text-ink-soft">
      <Icon className="size-5" />
    </span>
  );
}

/** What a session runs on, in words: "Firefox on Windows". */
export function useDeviceName(userAgent: string): string {
  const text = useText("devices");
  const { browser, system } = describeDevice(userAgent);
  if (browser && system) return text("both", { browser, system });
  return browser ?? system ?? text("unknown");
}
