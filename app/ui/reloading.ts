import { useLocation, useNavigation } from "@remix-run/react";

/** True while the page on the screen is asked for anew, with nothing sent: another page of its list, another search. */
export function useReloading(): boolean {
  const { pathname } = useLocation();
  const { location, formMethod } = useNavigation();
  return location?.pathname === pathname && formMethod !== "POST";
}
