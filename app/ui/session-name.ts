import { useDeviceName } from "./device.tsx";

/** What a session is called: by its program's own name, or by what its browser says it runs on. */
export function useSessionName({ client, userAgent }: { client: string | null; userAgent: string }): string {
  const device = useDeviceName(userAgent);
  return client ?? device;
}
