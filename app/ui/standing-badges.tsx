import { Badge } from "./badge.tsx";
import { useText } from "./intl.tsx";

type Standing = {
  isActive: boolean;
  isStaff: boolean;
  isSuperuser: boolean;
  isVerified: boolean;
  isLeaving: boolean;
};

/** What is out of the ordinary about an account, in a few words; "active" when nothing is. */
export function StandingBadges({ isActive, isStaff, isSuperuser, isVerified, isLeaving }: Standing) {
  const text = useText("people");
  const isPlain = isActive && isVerified && !isLeaving;
  return (
    <span className="flex flex-wrap gap-1">
      {isPlain && <Badge tone="success">{text("active")}</Badge>}
      {isLeaving && <Badge tone="danger">{text("leaving")}</Badge>}
      {!isActive && !isLeaving && <Badge tone="danger">{text("disabled")}</Badge>}
      {!isVerified && <Badge tone="warning">{text("unverified")}</Badge>}
      {isSuperuser && <Badge tone="accent">{text("superuser")}</Badge>}
      {isStaff && <Badge tone="accent">{text("staff")}</Badge>}
    </span>
  );
}
