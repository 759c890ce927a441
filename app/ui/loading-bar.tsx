import { useNavigation } from "@remix-run/react";
import { useEffect, useState } from "react";

import { seconds } from "#app/clock.ts";

import { useText } from "./intl.tsx";

const PATIENCE = seconds(0.3);

/** A line along the top once a page or a form has taken 300 ms. It stands still where motion is not wanted. */
export function LoadingBar() {
  const text = useText("app");
  const visible = useLongerThan(PATIENCE, useNavigation().state !== "idle");
  return (
    <output className="pointer-events-none fixed inset-x-0 top-0 z-50 h-0.5 overflow-hidden">
      {visible && (
        <>
          <span className="sr-only">{text("loading")}</span>
          <span className="block h-full w-1/4 animate-loading bg-accent motion-reduce:w-full motion-reduce:animate-none" />
        </>
      )}
    </output>
  );
}

/** True once `busy` has lasted for `patience` milliseconds. */
function useLongerThan(patience: number, busy: boolean): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    if (!busy) return;
    const timer = setTimeout(() => setOver(true), patience);
    return () => {
      clearTimeout(timer);
      setOver(false);
    };
  }, [busy, patience]);
  return over;
}
