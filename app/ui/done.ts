import { useSearchParams } from "@remix-run/react";

/** What the form before this page has done, when it is one of `known`: `?done=changed`. */
export function useDone<Known extends string>(known: readonly Known[]): Known | undefined {
  const [search] = useSearchParams();
  return known.find((one) => one === search.get("done"));
}
