import { initials } from "./initials.ts";

const sizes = { small: "size-6 text-[0.625rem]", medium: "size-8 text-xs", large: "size-10 text-sm" };

/** A person's initials in a disc. It is decoration: the name always stands beside it. */
export function Avatar({ name, size = "medium" }: { name: string; size?: keyof typeof sizes }) {
  return (
    <span
      aria-hidden
      className={`inline-flex shrink-0 items-center justify-center rounded-full bg-accent-soft font-semibold text-accent-ink select-none ${sizes[size]}`}
    >
      {initials(name)}
    </span>
  );
}
