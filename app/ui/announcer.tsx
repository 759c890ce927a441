import { useLocation } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";

/** Says the title of the page that JavaScript has just moved to; without JavaScript the browser does that by itself. */
export function Announcer() {
  const { pathname } = useLocation();
  const [title, setTitle] = useState("");
  const last = useRef(pathname);
  useEffect(() => {
    if (last.current === pathname) return;
    last.current = pathname;
    setTitle(document.title);
  }, [pathname]);
  return <output className="sr-only">{title}</output>;
}
