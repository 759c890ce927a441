import type { ReactNode } from "react";

import { Button } from "./button.tsx";

type SubmitProps = { pending: boolean; children: ReactNode };

/** What sends a form: below its fields, and no wider than its words. */
export const Submit = ({ pending, children }: SubmitProps) => (
  <div>
    <Button tone="primary" pending={pending}>
      {children}
    </Button>
  </div>
);
