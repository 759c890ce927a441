import { whereTokensComeFrom } from "../features/authorization-server/protected-resource.server.ts";

/** What a 401 says besides its scheme, to programs that are looking for a way in: a feature that has one adds a line. */
const directions: readonly (() => string | null)[] = [whereTokensComeFrom];

/** The challenge of a 401 (`Bearer`, with or without an error) with the ways in behind it. */
export function withDirections(challenge: string): string {
  const ways = directions.flatMap((direction) => direction() ?? []);
  if (ways.length === 0) return challenge;
  return `${challenge}${challenge.includes("=") ? "," : ""} ${ways.join(", ")}`;
}
