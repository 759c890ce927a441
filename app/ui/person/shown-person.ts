/** A person as the administrators' page shows them. */
export type ShownPerson = {
  id: string;
  username: string;
  email: string;
  firstName: string;
  lastName: string;
  emailVerifiedAt: Date | null;
  isActive: boolean;
  isStaff: boolean;
  isSuperuser: boolean;
  attributes: Record<string, string>;
  lastLogin: Date | null;
  erasedAfter: Date | null;
  createdAt: Date;
  roles: readonly { id: string; name: string }[];
  inherited: readonly string[];
};

/** What the reader may do here: nothing at all to a superuser unless they are one; some things not to themselves. */
export type MayDo = { change: boolean; isYou: boolean; staff: boolean; superuser: boolean };
